"""From files to the index: loaders, chunker, sync, and pictures of PDF pages."""

from ingest.page_image import Box, PageImage, PageImages
from ingest.report import SyncReport
from ingest.sync import Sync

__all__ = ["Box", "PageImage", "PageImages", "Sync", "SyncReport"]
