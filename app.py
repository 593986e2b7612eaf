"""The WSGI door: load the settings, make the application, nothing else."""

from survey import configuration
from survey.web import create_app

app = create_app(configuration.load())
