"""The Celery application, which finds its tasks in the apps' ``tasks`` modules."""

import os
import sys
import warnings

from celery import Celery

from config.logs import catch_the_rest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Celery warns root of messages that carry code; ours are JSON. What students write runs in the sandbox's jails alone.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
if "celery" in sys.argv[0]:  # A worker, and nothing else that sends tasks.
    catch_the_rest()
app = Celery("backpass")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
