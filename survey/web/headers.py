"""The headers of every response: pages, errors, redirects, files.

Nothing may be fetched from or sent to another host, no page is stored, no feature of
the phone is asked for (DESIGN, section 11).
"""

from flask import Response, g

from survey.web import context

PLOTLY_STYLE = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"
"""The one style that plotly 7.1.0 puts into a page; a browser test watches it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
)

FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation",
    "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "interest-cohort", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip

FIXED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FEATURES),
}
PASSKEYS = "publickey-credentials-get"

NEVER_STORED = "no-store"
TWO_YEARS = 2 * 365 * 24 * 3600


def allow_plotly() -> None:
    """Let this one page take in the style that Plotly's script injects."""
    g.plotly = True


def allow_passkeys() -> None:
    """Let this one page ask the phone for a passkey."""
    g.passkeys = True


def write(response: Response) -> None:
    """Put the headers on a response; only a hashed file says itself how it is kept."""
    styles = " " + PLOTLY_STYLE if g.get("plotly") else ""
    response.headers["Content-Security-Policy"] = POLICY.format(styles=styles)
    response.headers.update(FIXED)
    if g.get("passkeys"):
        response.headers["Permissions-Policy"] = FIXED["Permissions-Policy"].replace(
            f"{PASSKEYS}=()", f"{PASSKEYS}=(self)"
        )
    if not g.get("hashed_file"):
        response.headers["Cache-Control"] = NEVER_STORED
    if context.service().settings.server.public_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = (
            f"max-age={TWO_YEARS}; includeSubDomains"
        )
