"""The pages, one function each, and the addresses at which they stand."""

from db.site.pages.archive import archive
from db.site.pages.article import article
from db.site.pages.check import check
from db.site.pages.claim import claim
from db.site.pages.company import company
from db.site.pages.home import home
from db.site.pages.method import method
from db.site.pages.outlets import outlets
from db.site.pages.person import person
from db.site.pages.reversal import reversal
from db.site.pages.search import search

PAGES = {
    r"/": home,
    r"/search": search,
    r"/company/(?P<slug>[^/.]+)": company,
    r"/person/(?P<slug>[^/.]+)": person,
    r"/article/(?P<id>[^/.]+)": article,
    r"/reversal/(?P<id>[^/.]+)": reversal,
    r"/claim/(?P<id>[^/.]+)": claim,
    r"/check": check,
    r"/outlets": outlets,
    r"/method": method,
}
"""Address → function. Each stands also with ``.json``, and ``.csv`` or ``.atom`` where it lists."""

ARCHIVE = r"/archive/(?P<id>[^/.]+)$"

__all__ = ["ARCHIVE", "PAGES", "archive"]
