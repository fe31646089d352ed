"""Limits: honest people never meet them; who does reads what was too often and when it works again."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings

from accounts import limits
from accounts.limits import ACTIONS, Limited, Rate, count, forgive, hit, in_words, refusal
from accounts.models import User

TWO = Rate(amount=2, seconds=60)


@pytest.fixture(autouse=True)
def _limited(settings: Settings) -> None:
    settings.RATE_LIMITS = True
    cache.clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Set the clock."""

    def go(seconds: float) -> None:
        monkeypatch.setattr("accounts.limits.time.time", lambda: seconds)

    return go


def test_one_too_many_waits_until_the_window_ends(at) -> None:
    at(600)
    assert [hit("me", TWO), hit("me", TWO), hit("me", TWO)] == [0, 0, 60]
    at(645)
    assert hit("me", TWO) == 15
    at(660)
    assert hit("me", TWO) == 0


def test_each_has_a_count_of_their_own(at) -> None:
    at(600)
    assert [hit(who, TWO) for who in ("a", "a", "b", "b", "a")] == [0, 0, 0, 0, 60]


def test_what_is_forgiven_was_not_counted(at) -> None:
    at(600)
    for _ in range(5):
        hit("me", TWO)
        forgive("me", TWO)
    assert hit("me", TWO) == 0


def test_of_several_rates_the_longest_wait_is_told(at, monkeypatch: pytest.MonkeyPatch) -> None:
    at(3600)
    rates = (Rate(amount=1, seconds=60), Rate(amount=1, seconds=3600))
    monkeypatch.setitem(ACTIONS, "run", limits.Action(rates=rates, said="Often."))
    count("run", "me")
    with pytest.raises(Limited) as refused:
        count("run", "me")
    assert refused.value.seconds == 3600


def test_nothing_is_limited_where_it_is_turned_off(settings: Settings) -> None:
    settings.RATE_LIMITS = False
    assert [hit("me", TWO) for _ in range(9)] == [0] * 9


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_the_refusal_says_what_when_and_that_nothing_is_lost_in_both_languages(action: str) -> None:
    english = Limited(action, 90).message()
    with translation.override("ko"):
        korean = Limited(action, 90).message()
    assert "It works again in 2 minutes. Nothing that you wrote is lost." in english
    assert "2분" in korean
    assert not any(word in korean for word in ("works", "very often", "many"))


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes")]
)
def test_times_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


def test_a_script_gets_data_and_a_person_a_page(rf: RequestFactory) -> None:
    asked = rf.post("/", headers={"accept": "application/json"})
    data = refusal(asked, Limited("run", 30))
    assert isinstance(data, HttpResponse)
    assert (data.status_code, data.headers["Retry-After"]) == (429, "30")
    assert b'"message": "You have run your work very often. It works again in 30 seconds' in data.content


@pytest.mark.django_db
def test_guarded_views_count_a_persons_posts_and_downloads(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTIONS, "invitation", limits.Action(rates=(TWO,), said="Often."))
    client.force_login(User.objects.create_user("mina@example.org"))

    answers = [client.get("/invitations/guess/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert "<h1>That was too often.</h1>" in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"]


def test_a_form_that_shows_the_refusal_itself_gets_its_status(rf: RequestFactory) -> None:
    request = rf.post("/")
    request.works_again_in = 5  # type: ignore[attr-defined]
    answer = limits.RefusalMiddleware(lambda _request: HttpResponse("the form")).process_response(
        request, HttpResponse()
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
