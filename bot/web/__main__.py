"""The web process."""

import logging

from bot.chat.engine import Engine
from bot.chat.greeting import chat_vacancy
from bot.settings import read_settings
from bot.web.app import WebParts, create_app
from bot.web.booking_page import BookingDesk
from bot.web.serving import serve
from bot.web.vacancy_page import vacancy_page
from bot.wiring import App, wire


def web_parts(app: App) -> WebParts:
    """Return what the web app is made of, from the wired parts."""
    return WebParts(
        store=app.store,
        clock=app.clock,
        engine=Engine(app.settings.engine_url, memory=app.settings.dialogues_file),
        vacancy=chat_vacancy(app.vacancy),
        page=vacancy_page(app.vacancy),
        desk=BookingDesk(
            store=app.store,
            clock=app.clock,
            rules=app.rules,
            calendar=app.calendar,
            links=app.links,
            calendar_file=app.calendar_file,
            settle=app.settle,
        ),
        clock_pinned=app.settings.clock is not None,
        rate_limits=app.settings.rate_limits == "on",
    )


def main() -> None:
    """Serve candidates on loopback; a reverse proxy stands between here and the internet."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app = wire(read_settings())
    serve(create_app(web_parts(app)), host="127.0.0.1", port=app.settings.port)


if __name__ == "__main__":
    main()
