"""Takes out of a page's tree what is not the publisher's article.

Comments by third parties, share lines, cookie banners, related posts, author biographies,
newsletters, menus and feedback forms are told by their marks (tags, roles, whole words of class and
id) and by the headings that such blocks bear everywhere. Knows HTML; no words of any one page.
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.loaders.pages.page_article import ARTICLE_PARTS, is_marked_part
from ingest.loaders.pages.page_text import HEADINGS, text_of

COMMENT_CLASSES = re.compile(
    r"(comments?|comments?[-_]?(list|area|section|body|content|text|thread|wrap(per)?|respond|form"
    r"|block|box|container|footer|header|author|meta|reply|replies|item|count|link|title|\d+)"
    r"|commentlist|comment-navigation|(li-)?comment-\d+|pinglist|pings"
    r"|trackbacks?|wp-block-(post-)?comments?\S*|disqus\S*|dsq\S*|fb[-_]comments?\S*|livefyre\S*"
    r"|isso-thread|utterances|giscus|remark42|hyvor-talk\S*|commento|coral\S*|spotim\S*"
    r"|(reader|user|article|post|blog|entry|page|node|public|facebook|visitor)[-_]+comments?\S*"
    r"|comments?__\S+|field--name-comment\S*|field--type-comment)",
    re.IGNORECASE,
)
NOISE_CLASSES = re.compile(
    r"(share|sharing|share[-_](this|bar|links?|buttons?|icons?|page|post|block|tools?|list|widget)"
    r"|(social|post|page|article|entry|gem-c)[-_](share|sharing)\S*|sharing[-_]comments\S*"
    r"|social[-_](media|links?|icons?|buttons?|nav|follow|bar)\S*|sharedaddy|sd-\S+|jp-\S+"
    r"|addthis\S*|addtoany\S*|a2a_\S+|heateor\S*|ssba\S*"
    r"|(global-|gem-c-|govuk-|site-|eu-)?cookies?([-_](banner|bar|notice|consent|message|law|info)\S*)?"
    r"|gdpr\S*|onetrust\S*|ot-sdk\S*|ccc|ccc-\S+|cc-window|cmplz\S*"
    r"|related|related[-_](posts?|links?|content|articles?|pages?|navigation|items?|stories|news|"
    r"reading|topics?|resources)\S*|gem-c-related-navigation\S*|gem-c-contextual\S*|yarpp\S*"
    r"|more[-_](stories|posts|news|from)\S*|read[-_](next|more)|recommended([-_]\S*)?"
    r"|you-may-also-like|also-like|(latest|recent|popular|featured)[-_](posts?|news|articles?)\S*"
    r"|(about-|post-|entry-|article-)?author[-_](bio|box|info|card|profile|description|details|"
    r"about|block)\S*|about-(the-)?author|wp-block-post-author\S*|post-author|abh_\S*|bio|biography"
    r"|newsletters?([-_]\S*)?|(e?mail-|blog-|post-)?(subscribe|subscription|signup|sign-up)([-_]\S*)?"
    r"|email-(alerts?|updates?)\S*|mc_embed\S*|mailchimp\S*|jetpack_subscription\S*"
    r"|gem-c-(subscription|single-page-notification|signup)\S*|govuk-phase-banner|phase-banner\S*"
    r"|breadcrumbs?\S*|\S+[-_]breadcrumbs?|pagination\S*|\S+[-_]pagination|pager|pager-\S+"
    r"|page-numbers|page-links|nav-links|nav-(previous|next)|post-nav(igation)?\S*|navigation|menu"
    r"|toc|table-of-contents|ez-toc\S*|gem-c-contents-list\S*|contents-list|sidebar|widget-area"
    r"|skip-?link\S*|skip|\S*[-_]skip-link|back-to-top\S*|top-link|gem-c-print-link|print-link"
    r"|(entry|post|article)[-_](meta|details|footer|tags|date)|byline|posted-on|blog-tags|tags"
    r"|tags-links|cat-links|tag-list|tagcloud|gem-c-metadata\S*|gem-c-published-dates\S*"
    r"|published-dates|gem-c-feedback|(page|site|user)[-_]feedback\S*|feedback-form|gem-c-intervention"
    r"|(was-)?this-page-(helpful|useful)|page-(helpful|useful|rating)|is-it-helpful|rate-this-page"
    r"|gem-c-attachment__metadata|attachment-metadata|accessibility-warning|gem-c-devolved-nations"
    r"|gem-c-big-number|govuk-accordion__(controls|show-all|open-all|icon|section-toggle|section-button-divider)\S*|gem-c-layout-super-navigation-header\S*"
    r"|(site-|global-)(header|footer|nav(igation)?)|advert|advertisement|adsbygoogle|ad-slot"
    r"|visually-?hidden|govuk-visually-hidden\S*|sr-only|screen-reader-(text|only)|u-vh|visuallyhidden"
    r"|print-only|no-?js-message|modal|popup|lightbox)",
    re.IGNORECASE,
)
_NOISE_TAGS = (
    ".//script|.//style|.//noscript|.//template|.//iframe|.//object|.//embed|.//svg|.//canvas"
    "|.//nav|.//select|.//textarea|.//input|.//dialog|.//comment()|.//processing-instruction()"
    "|.//*[@role='navigation' or @role='search' or @role='dialog' or @role='alertdialog'"
    " or @role='contentinfo' or @role='complementary']"
)
_COMMENT_ITEMS = (
    ".//*[@itemprop='comment' or contains(@itemtype, 'schema.org/Comment')"
    " or contains(@itemtype, 'UserComments')]"
)
_SITE_TAGS = (
    ".//header[not(ancestor::main or ancestor::article)]"
    "|.//footer[not(ancestor::blockquote)]|.//aside|.//form"
)
_HIDDEN = (
    ".//*[(@hidden and not(@hidden='until-found')) or contains(translate(@style, ' ', ''),"
    " 'display:none') or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
# What opens at a click is the page's own text, however it was saved.
_OPENS = re.compile(r"accordion|tab|panel|collaps|expand|toggle|details|show-hide|drawer|section")
_SIGNS = ".//span[@aria-hidden='true']|.//i[@aria-hidden='true']"
_HEADINGS = ".//h2|.//h3|.//h4|.//h5|.//h6"
_COMMENT_HEADING = re.compile(
    r"(\d+|one|two|three|no) (comments?|responses?|replies|thoughts?)( (on|to|so far)\b.*)?"
    r"|(leave|post|add|write|submit|make) (a|your) (comment|reply|response)"
    r"|sharing and comments|join the (conversation|discussion)|have your say on this post"
    r"|(reader|user|your) comments|what (readers|others) (say|said)",
    re.IGNORECASE,
)
_NOISE_HEADING = re.compile(
    r"share( this)?( (page|post|article|story|blog))?( on.*)?"
    r"|related( (content|posts?|links?|pages|articles|stories|information))?"
    r"|(is|was) this page (useful|helpful)\??|(you )?(might|may) also (like|be interested in)"
    r"|about the author|about this blog|(read|see) (next|also)"
    r"|(sign up|subscribe)( (for|to) .{0,60})?|(recent|latest|popular) (posts|news|articles)"
    r"|cookies on .{0,40}|explore the topic|follow us.{0,30}|more from (this|the) .{0,30}"
    r"|on this page|table of contents|in this section|tell us what you think( of .{0,40})?"
    r"|help us improve .{0,20}|give (us )?feedback.{0,40}|print this page|tags|categories|archives",
    re.IGNORECASE,
)
_NAMED_COMMENT = re.compile(r"^comments?( by .+ (posted )?on .+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"\bposted on\b|\bsays:|\breply\b|\bago\b", re.IGNORECASE)
_SHARE_ADDRESS = re.compile(
    r"facebook\.com/(sharer|dialog)|twitter\.com/(intent|share)|x\.com/(intent|share)|wa\.me/\?"
    r"|linkedin\.com/(share|cws)|whatsapp(\.com/send|://)|pinterest\.\S+/pin/create"
    r"|reddit\.com/submit|^mailto:\?|t\.me/share|bsky\.app/intent|threads\.\w+/intent|window\.print",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"(sign up|subscribe|join|get|receive)\b.{0,60}"
    r"\b(newsletter|e?mail (alerts?|updates?)|mailing list|inbox)\b.{0,60}",
    re.IGNORECASE,
)
_ROOTS = ("html", "body", "main", "head")
_FORM_LIMIT_PARAGRAPHS = 3
_SIGN_LIMIT_CHARS = 3
_REMOVED_LIMIT_CHARS = 120


def without_comments(tree: Any) -> list[str]:
    """Take the readers' comments out of `tree`, and return their lines, shortened."""
    removed: list[str] = []
    for element in list(tree.iter("*")):
        words = _names_of(element)
        if any(COMMENT_CLASSES.fullmatch(word) for word in words):
            _drop(element, removed)
    for element in tree.xpath(_COMMENT_ITEMS):
        _drop(element, removed)
    return removed


def without_active_parts(tree: Any) -> list[str]:
    """Take scripts, fields, frames, menus and hidden parts out, and return their lines."""
    removed: list[str] = []
    for element in tree.xpath(_NOISE_TAGS):
        _drop(element, removed)
    for element in tree.xpath(_HIDDEN):
        if not _OPENS.search(_marks(element)):
            _drop(element, removed)
    return removed


def without_noise(tree: Any) -> list[str]:
    """Take what is not the article out of `tree`, and return its lines, shortened."""
    removed = [*without_comments(tree), *without_active_parts(tree)]
    for element in tree.xpath(_SITE_TAGS):
        if element.tag != "form" or len(element.findall(".//p")) <= _FORM_LIMIT_PARAGRAPHS:
            _drop(element, removed)
    for element in tree.xpath(_SIGNS):
        if len(text_of(element)) <= _SIGN_LIMIT_CHARS:
            _drop(element, removed)
    for element in list(tree.iter("*")):
        if _is_marked(element):
            _drop(element, removed)
    _drop_lines(tree, removed)
    _drop_contents_lists(tree, removed)
    _drop_headed(tree, removed)
    return [line for line in dict.fromkeys(removed) if line]


def _marks(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def _is_marked(element: Any) -> bool:
    words = _names_of(element)
    return any(COMMENT_CLASSES.fullmatch(word) or NOISE_CLASSES.fullmatch(word) for word in words)


def _names_of(element: Any) -> list[str]:
    """Return an element's classes and id; a heading's id is made of its own words, and left."""
    words: list[str] = element.get("class", "").split()
    name = element.get("id", "")
    # Sections are named by their headings' words too: "sharing" may be what a chapter is about.
    is_section = element.tag == "section" and name.lower().startswith("comment")
    if is_section or element.tag in ("div", "ol", "ul", "aside", "li", "article", "p"):
        words.append(name)
    return words


def _drop(element: Any, removed: list[str]) -> None:
    """Remove an element, unless it holds the article or its title."""
    parent = element.getparent()
    if parent is None or element.tag in _ROOTS:
        return
    if isinstance(element.tag, str):
        if is_marked_part(element) or element.xpath(f".//main|.//h1|{ARTICLE_PARTS}"):
            return
        if element.tag not in ("script", "style", "noscript", "template", "svg"):
            removed.append(text_of(element)[:_REMOVED_LIMIT_CHARS])
    element.drop_tree()


def _drop_lines(tree: Any, removed: list[str]) -> None:
    """Drop links that only share the page, and invitations to a newsletter."""
    for link in tree.xpath(".//a[@href]"):
        if _SHARE_ADDRESS.search(link.get("href")):
            holder = link.getparent()
            is_item = holder.tag in ("li", "p", "span") and text_of(holder) == text_of(link)
            _drop(holder if is_item else link, removed)
    for line in tree.xpath(".//p"):
        if _SIGN_UP.fullmatch(text_of(line)):
            _drop(line, removed)


def _drop_contents_lists(tree: Any, removed: list[str]) -> None:
    """Drop lists whose every item is a link within the page: its table of contents."""
    for found in tree.xpath(".//ul|.//ol"):
        items = found.findall("li")
        if found.getparent() is None or len(items) < 2 or _is_in_footnotes(found):  # noqa: PLR2004
            continue
        if all(_is_inner_link(item) for item in items):
            before = found.getprevious()
            is_title = before is not None and text_of(before).lower() in (
                "contents", "on this page", "page contents", "in this section", "jump to",
            )  # fmt: skip
            if is_title:
                _drop(before, removed)
            _drop(found, removed)


def _is_in_footnotes(element: Any) -> bool:
    return any("footnote" in _marks(above) for above in (element, *element.iterancestors()))


def _is_inner_link(item: Any) -> bool:
    links = item.xpath(".//a")
    linked = " ".join(text_of(link) for link in links if link.get("href", "").startswith("#"))
    return bool(links) and linked == text_of(item)


def _drop_headed(tree: Any, removed: list[str]) -> None:
    """Drop what stands under a heading that only blocks of noise bear."""
    for heading in tree.xpath(_HEADINGS):
        if heading.getparent() is None:
            continue
        words = text_of(heading).rstrip(":")
        under = list(_under(heading))
        is_comments = _COMMENT_HEADING.fullmatch(words) or (
            _NAMED_COMMENT.fullmatch(words)
            and _OTHERS.search(" ".join(text_of(item) for item in under[:3]))
        )
        if not is_comments and not _NOISE_HEADING.fullmatch(words):
            continue
        if is_comments:
            under = list(heading.itersiblings())
        for item in (*under, heading):
            if isinstance(item.tag, str):
                _drop(item, removed)


def _under(heading: Any) -> Iterator[Any]:
    """Yield what follows a heading in its parent, to the next heading of its rank."""
    for item in heading.itersiblings():
        if not isinstance(item.tag, str):
            continue
        if item.tag in HEADINGS and item.tag <= heading.tag:
            return
        yield item
