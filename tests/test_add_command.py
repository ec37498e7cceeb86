import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_pages import post_page, rss, rss_item
from tests.web_site import Reply, Site, corpus_names, running_site

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def started(corpus: Path, *arguments: str) -> subprocess.Popen[str]:
    settings = {
        "CANDOUR_CORPUS": str(corpus),
        "CANDOUR_INDEX": str(corpus.parent / "index"),
        "CANDOUR_FETCH_PRIVATE": "yes",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", "add", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def add(corpus: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    with started(corpus, *arguments) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def test_pages_are_fetched_indexed_and_reported_as_json(corpus: Path, site: Site) -> None:
    site.replies["/a"] = Reply(post_page())

    done = add(corpus, f"{site.address}/a", f"{site.address}/none", "--json")
    report = json.loads(done.stdout)

    path = report["added"][0]["path"]
    assert done.returncode == 1
    assert report["fetched"] == [
        {"address": f"{site.address}/a", "path": path, "outcome": "added", "reason": ""},
        {
            "address": f"{site.address}/none",
            "path": "",
            "outcome": "failed",
            "reason": "There is no such page, or no longer (the server answered 404).",
        },
    ]
    assert corpus_names(corpus) == [path, f"{path}.meta.toml"]


def test_a_run_says_what_became_of_each_entry_of_a_feed(corpus: Path, site: Site) -> None:
    site.replies["/notes"] = rss(
        rss_item(f"{site.address}/p/", "Plans", "<p>We look at plans.</p>"),
        rss_item("", "Lost", "<p>Nowhere.</p>"),
    )

    done = add(corpus, f"{site.address}/notes")

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith(f"added {site.address}/p/ as blog_posts/")
    assert lines[1] == (
        f"skipped {site.address}/notes: An entry of the feed has no address ('Lost')."
    )
    assert lines[2].endswith("(1 passages)")


def test_a_copy_is_skipped_and_where_it_is_is_said(corpus: Path, tmp_path: Path) -> None:
    (corpus / "kept.txt").write_text("A post\n\nVisits are weekly.", "utf-8")
    (tmp_path / "copy.txt").write_text("A post\n\nVisits are weekly.", "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")

    done = add(corpus, str(tmp_path / "copy.txt"), str(tmp_path / "empty.txt"))

    assert done.returncode == 0
    assert "copy.txt: The same content is in the library at kept.txt." in done.stdout
    assert "empty.txt: It is empty: download or save it again. It was not copied." in done.stdout
    assert corpus_names(corpus) == ["kept.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_a_stopped_run_names_what_is_whole(corpus: Path, site: Site) -> None:
    site.replies["/notes"] = rss(
        rss_item(f"{site.address}/p/", "Plans", "<p>We look at plans.</p>"),
        rss_item(f"{site.address}/slow/", "Slow"),
    )
    site.replies["/slow/"] = Reply(post_page(), pause_s=120)

    with started(corpus, f"{site.address}/notes") as process:
        while "/slow/" not in site.paths:
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()

    names = corpus_names(corpus)
    [page] = [name for name in names if f"{name}.meta.toml" in names]
    assert process.returncode == 2
    assert f"Stopped. Whole in {corpus} and to stay: {page}." in err
    assert err.count("\n") == 1
