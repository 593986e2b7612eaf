"""Which language a page speaks."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.service import Service
from survey.web import app_around
from tests.web.phone import OURS, Phone


@pytest.fixture
def three(service: Service) -> Flask:
    """Offer English, Welsh and Arabic."""
    look = service.settings.look.model_copy(update={"languages": ("en", "cy", "ar")})
    settings = service.settings.model_copy(update={"look": look})
    object.__setattr__(service, "settings", settings)
    return app_around(service)


@pytest.mark.parametrize(
    ("wanted", "spoken", "way"),
    [("", "en", "ltr"), ("cy;q=0.9, fr", "cy", "ltr"), ("ar", "ar", "rtl")],
)
def test_the_browsers_language_is_spoken_if_we_have_it(
    three: Flask, wanted: str, spoken: str, way: str
) -> None:
    page = three.test_client().get("/about", headers={"Accept-Language": wanted}).text

    assert f'<html lang="{spoken}" dir="{way}">' in page


def test_a_language_chosen_here_wins_and_lies_in_its_own_cookie(three: Flask) -> None:
    phone = Phone(three)
    fields = {"language": "ar", "csrf_token": phone.token("/language")}

    sent = phone.send("/language?next=/about", fields)
    page = phone.open("/about", {"Accept-Language": "cy"}).text

    assert sent.headers["Location"] == "/about"
    (cookie,) = sent.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-l=ar; ")
    assert 'dir="rtl"' in page


def test_a_language_that_is_not_offered_is_refused(three: Flask) -> None:
    phone = Phone(three)
    fields = {"language": "xx", "csrf_token": phone.token("/language")}

    assert phone.send("/language", fields).status_code == 400
    phone.client.set_cookie("__Host-l", "xx")
    assert 'lang="en"' in phone.open("/about").text


def test_each_language_is_offered_by_its_own_name(three: Flask) -> None:
    page = three.test_client().get("/language", headers=OURS).text

    assert "Cymraeg" in page
    assert "العربية" in page


def test_a_deployment_with_one_language_does_not_ask(client: FlaskClient) -> None:
    assert "/language" not in client.get("/about").text
