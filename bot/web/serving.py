"""Runs the web app under uvicorn, with the settings that privacy depends on."""

import uvicorn
from fastapi import FastAPI

_CLOSE_SECONDS = 15  # a turn may last 12


def serve(app: FastAPI, *, host: str, port: int) -> None:
    """Serve until the process is told to stop. One process: pacing and turn order live in it."""
    uvicorn.Server(server_config(app, host=host, port=port)).run()


def server_config(app: FastAPI, *, host: str, port: int) -> uvicorn.Config:
    """Return uvicorn's settings; its own access log would write manage links down."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # by default any process on this machine could choose its client address
        timeout_graceful_shutdown=_CLOSE_SECONDS,
    )
