"""The ASGI entry point that uvicorn serves."""

import os
import warnings

from django.core.asgi import get_asgi_application

from config.at_once import AtOnce
from config.body_limit import BodyLimit
from config.logs import catch_the_rest
from config.memory import share_arenas

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# WhiteNoise hands small static files over as ordinary iterators, which Django reads in a thread, as it should.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
share_arenas()
application = BodyLimit(AtOnce(get_asgi_application()))
catch_the_rest()


def _be_on_the_board() -> None:
    from grader.telemetry.publishing import start_publishing  # Needs the applications, which are there by now.

    start_publishing("web")


_be_on_the_board()
