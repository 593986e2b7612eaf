"""The web rim: one Flask application around one service.

Whatever a request meets on its way in and out is put together here. Views are in the
modules named after who uses them; this one decides nothing itself.
"""

from flask import Flask, Response
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from survey.clock import Clock
from survey.service import Service, build
from survey.settings import Settings
from survey.web import (
    answering,
    arrival,
    assets,
    belongings,
    broom,
    checkins,
    choices,
    compress,
    context,
    cookies,
    door,
    erasing,
    errors,
    goals,
    group,
    guard,
    headers,
    language,
    logs,
    own,
    pieces,
    programmes,
    public,
    reports,
    saving,
    staff,
    staff_account,
    staff_audit,
    staff_door,
    staff_exports,
    staff_groups,
    staff_growth,
    staff_handing_on,
    staff_instruments,
    staff_invitation,
    staff_invitations,
    staff_meetings,
    staff_opening,
    staff_paper,
    staff_practice,
    staff_programmes,
    staff_sign_in,
    typed,
    words,
)

EVERY_BLUEPRINT = (
    public.blueprint,
    arrival.blueprint,
    door.blueprint,
    words.blueprint,
    goals.blueprint,
    checkins.blueprint,
    answering.blueprint,
    saving.blueprint,
    own.blueprint,
    group.blueprint,
    belongings.blueprint,
    choices.blueprint,
    erasing.blueprint,
    staff_door.blueprint,
    staff_sign_in.blueprint,
    staff_invitations.blueprint,
    staff_invitation.blueprint,
    staff_account.blueprint,
    staff.blueprint,
    staff_meetings.blueprint,
    staff_groups.blueprint,
    staff_exports.blueprint,
    staff_handing_on.blueprint,
    staff_growth.blueprint,
    staff_opening.blueprint,
    staff_paper.blueprint,
    programmes.blueprint,
    reports.blueprint,
    staff_practice.blueprint,
    staff_instruments.blueprint,
    staff_programmes.blueprint,
    staff_audit.blueprint,
)


def create_app(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """Return the application that these settings describe."""
    logs.install(settings.log.level)
    return app_around(build(settings, clock=clock))


def app_around(service: Service) -> Flask:
    """Return an application around a service that was built already."""
    app = Flask(__name__, static_folder=None)
    app.config.update(_limits(service.settings))
    app.extensions[context.EXTENSION] = service
    _strict_templates(app)
    language.install(app, service.settings)
    assets.install(app, service.settings)
    pieces.install(app)
    errors.install(app)
    for blueprint in EVERY_BLUEPRINT:
        app.register_blueprint(blueprint)
    app.before_request(logs.begin)
    broom.install(app, service)
    app.before_request(guard.watch)
    app.after_request(_finish)
    hops = service.settings.server.proxy_hops
    if hops:
        # the visitor's address is never taken over: nothing here may know it
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way
            app.wsgi_app, x_for=0, x_proto=hops, x_host=hops, x_port=0, x_prefix=0
        )
    return app


def _limits(settings: Settings) -> dict[str, object]:
    return {
        "MAX_CONTENT_LENGTH": typed.LONGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": typed.LONGEST_FORM,
        "MAX_FORM_PARTS": typed.MOST_FIELDS,
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "TRUSTED_HOSTS": list(settings.server.hosts),
    }


def _strict_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    for name in ("config", "session", "get_flashed_messages", "url_for"):
        environment.globals.pop(name, None)


def _finish(response: Response) -> Response:
    cookies.write(response)
    headers.write(response)
    compress.shrink(response)
    logs.end(response)
    return response
