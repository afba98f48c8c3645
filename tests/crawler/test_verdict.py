"""What servers send in place of an article, in both languages; and articles that look like it."""

import pytest

from crawler.page import read_page, verdict_of
from db.records import Capture, PageKind

PARAGRAPH = (
    "The works council of the mill was told on Monday that nine of the people who left in "
    "spring will be asked to return, since the machines that took over their desk answer "
    "a third of the calls with an apology and nothing else. "
)


def kind(
    html: str, *, final: str = "https://mill.example/a/story", requested: str = ""
) -> PageKind:
    capture = Capture(
        requested_url=requested or final,
        final_url=final,
        outlet="",
        status=200,
        fetched_at="",
        charset="utf-8",
    )
    found = verdict_of(html.encode(), capture=capture)
    assert found.kind is read_page(html.encode(), capture=capture).kind
    return found.kind


def page(body: str, *, title: str = "Mill takes nine people back", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


HEADING = "<h1>Mill takes nine people back</h1>"
ARTICLE = f"<article>{HEADING}<p>{PARAGRAPH}</p><p>{PARAGRAPH * 2}</p></article>"
DATED = '<meta property="article:published_time" content="2026-03-06T08:30:00Z">'


@pytest.mark.parametrize(
    "body",
    [
        """<h1>Before you continue</h1><p>We and our 80 partners store and access information on
        a device.</p><button>Accept all</button><button>Reject all</button>""",
        """<h1>Votre vie privée</h1><p>Nos 600 partenaires déposent des cookies. Vous pouvez
        paramétrer vos choix.</p><button>Tout accepter</button><a>Continuer sans accepter</a>""",
        """<p>We value your privacy. Our partners use legitimate interest for personalised
        ads.</p><button>I agree</button>""",
    ],
)
def test_consent_page_in_the_article_s_place_is_a_consent_wall(body: str) -> None:
    assert kind(page(body, title="The Mill Post")) is PageKind.CONSENT_WALL


@pytest.mark.parametrize(
    ("greeting", "notice"),
    [
        ("Already a subscriber? Log in", "Already a subscriber? Log in"),
        ("Déjà abonné ? Connectez-vous", "Il vous reste 83 % de cet article à lire."),
        ("Contenus réservés aux abonnés", "La suite est réservée à nos abonnés."),
    ],
)
def test_invitation_to_subscribe_counts_beside_the_text_and_not_in_the_menu(
    greeting: str, notice: str
) -> None:
    menu = f"<div class='top'><a href='/login'>{greeting}</a></div>"
    teasers = "<li><a href='/x'>Another mill takes people back</a></li>" * 30
    below = f"<ul>{teasers}</ul>{menu}"
    assert kind(page(menu + ARTICLE + below, head=DATED)) is PageKind.ARTICLE
    stub = f"<article>{HEADING}<p>{PARAGRAPH}</p></article><div>{notice}</div>"
    assert kind(page(menu + stub + below, head=DATED)) is PageKind.PAYWALL


def test_article_under_a_consent_banner_is_an_article() -> None:
    banner = (
        "<div><p>We value your privacy. We and our partners store and access information.</p>"
        "<button>Accept all</button></div>"
    )
    assert kind(page(banner + ARTICLE, head=DATED)) is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Page not found", "<h1>Page not found</h1><p>Sorry.</p>"),
        ("404", "<h1>Oops</h1><p>This page no longer exists.</p>"),
        ("Page introuvable", "<p>La page que vous cherchez n'existe plus.</p>"),
        ("Le Quai", "<h1>Cette page n'existe pas</h1><p>Erreur 404.</p>"),
    ],
)
def test_notice_that_nothing_is_there_is_a_soft_404(title: str, body: str) -> None:
    assert kind(page(body, title=title)) is PageKind.SOFT_404


def test_article_sent_to_the_front_page_is_gone() -> None:
    html = page(ARTICLE, head=DATED)
    final, asked = "https://mill.example/", "https://mill.example/a/story"
    assert kind(html, final=final, requested=asked) is PageKind.SOFT_404


@pytest.mark.parametrize(
    "prompt",
    [
        "This article is for subscribers only. Already a subscriber? Sign in.",
        "Subscribe to continue reading.",
        "Cet article est réservé aux abonnés.",
        "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.",
    ],
)
def test_stub_before_a_paywall_is_a_paywall(prompt: str) -> None:
    body = f"<article><p>{PARAGRAPH}</p></article><div class='gate'><p>{prompt}</p></div>"
    assert kind(page(body, head=DATED)) is PageKind.PAYWALL


def test_whole_article_that_sells_subscriptions_beside_it_is_an_article() -> None:
    days = "".join(f"<p>Day {number}. {PARAGRAPH}</p>" for number in range(6))
    body = f"<article>{days}</article><p>Already a subscriber?</p>"
    assert kind(page(body, head=DATED)) is PageKind.ARTICLE


def test_redirect_to_a_login_form_is_a_login() -> None:
    form = "<form><input name='u'><input type='password' name='p'><button>Go</button></form>"
    final, asked = "https://mill.example/login?next=/a", "https://mill.example/a"
    assert kind(page(form, title="The Mill Post"), final=final, requested=asked) is PageKind.LOGIN
    assert kind(page(form, title="Se connecter")) is PageKind.LOGIN


@pytest.mark.parametrize("title", ["Live: mill talks", "EN DIRECT. Négociations au moulin"])
def test_page_that_is_written_as_it_happens_is_a_live_blog(title: str) -> None:
    assert kind(page(ARTICLE, title=title, head=DATED)) is PageKind.LIVE_BLOG
    data = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    assert kind(page(ARTICLE, head=data)) is PageKind.LIVE_BLOG


def test_page_that_leads_to_others_is_a_list() -> None:
    teasers = "".join(
        f"<div><h3><a href='/{n}'>Mill story number {n} of this week</a></h3></div>"
        for n in range(9)
    )
    assert kind(page(f"<h1>Work</h1>{teasers}", title="Work")) is PageKind.LIST_PAGE
    assert kind(page(teasers), final="https://mill.example/") is PageKind.LIST_PAGE


def test_list_and_note_in_french_are_told_apart_from_articles_too() -> None:
    teasers = "".join(
        f"<li><a href='/{n}'><h2>Le moulin, récit numéro {n} de cette semaine</h2></a></li>"
        for n in range(9)
    )
    assert kind(page(f"<ul>{teasers}</ul>", title="Travail")) is PageKind.LIST_PAGE
    note = "<main><h1>Qui sommes-nous</h1><p>Un journal imprimé dans un moulin.</p></main>"
    assert kind(page(note, title="Qui sommes-nous")) is PageKind.NOT_ARTICLE


def test_undated_note_and_product_page_are_no_articles() -> None:
    note = (
        "<main><h1>About us</h1><p>We print a paper about mills, in a mill, by the mill.</p></main>"
    )
    assert kind(page(note, title="About us")) is PageKind.NOT_ARTICLE
    product = page(ARTICLE, head='<meta property="og:type" content="product">')
    assert kind(product) is PageKind.NOT_ARTICLE


def test_article_about_cookies_logins_and_lost_pages_is_an_article() -> None:
    body = (
        f"<article><h1>Mill reverses</h1><p>{PARAGRAPH}</p><p>“Page not found” is what callers saw,"
        " and the login form asked them to accept all cookies and our partners’ terms.</p>"
        f"<p>{PARAGRAPH * 4}</p></article>"
    )
    assert kind(page(body, title="Mill reverses", head=DATED)) is PageKind.ARTICLE
