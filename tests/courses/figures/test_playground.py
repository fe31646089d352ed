"""The playground's still picture and the page of its own."""

from __future__ import annotations

import base64
import struct
import time
import zlib
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.figures.kinds import read_state
from courses.figures.markup import still


def picture(state: str) -> ET.Element:
    return ET.fromstring(still("playground", read_state("playground", state)))


def classes(shapes: ET.Element, css: str) -> list[ET.Element]:
    return [shape for shape in shapes.iter() if css in shape.attrib.get("class", "").split()]


def test_the_still_picture_has_a_line_for_each_weight_and_a_map_for_each_square() -> None:
    shapes = picture("features: x1,x2,sin1; layers: 4,3")

    assert len(classes(shapes, "pg-link")) == 3 * 4 + 4 * 3 + 3 * 1
    assert len(classes(shapes, "only-light")) == len(classes(shapes, "only-dark")) == 7 + 4 + 3 + 1 + 1


def test_a_map_shows_its_feature_in_the_colors_of_the_theme() -> None:
    first = classes(picture(""), "only-light")[0]

    data = base64.b64decode(first.attrib["href"].removeprefix("data:image/png;base64,"))

    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    assert (width, height) == (10, 10)
    assert rows[1:4] == bytes.fromhex("e08a1e")  # x1 is below -1 at the left edge
    assert rows[1 + 9 * 3 : 1 + 10 * 3] == bytes.fromhex("2f6fd6")


def test_the_same_seed_draws_the_same_network_and_another_seed_another() -> None:
    assert still("playground", read_state("playground", "seed: 3")) == still(
        "playground", read_state("playground", "seed: 3")
    )
    assert picture("seed: 3").attrib["aria-label"] != picture("seed: 4").attrib["aria-label"]


def test_the_largest_network_is_drawn_within_a_second() -> None:
    state = "layers: 8,8,8,8,8,8; features: x1,x2,x1x1,x2x2,x1x2,sin1,sin2; data: reg-gauss"
    began = time.process_time()

    picture(state)

    assert time.process_time() - began < 1


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "Network playground"), ("ko", "신경망 놀이터")])
def test_everybody_may_open_the_page_in_both_languages(
    client: Client, language: str, words: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = client.get(reverse("courses:playground"), headers={"accept-language": language})

    html = response.content.decode()
    assert response.status_code == 200
    assert f"<h1>{words}</h1>" in html
    assert '<bp-figure kind="playground" id="playground"><div class="figure-still"><svg' in html
    assert "figures.js" in html


@pytest.mark.django_db
def test_the_home_page_leads_to_the_playground(client: Client) -> None:
    html = client.get(reverse("courses:home")).content.decode()

    assert f'href="{reverse("courses:playground")}"' in html
