"""Reads what is sent to us, with limits, before anything looks at it."""

from typing import TypeVar
from urllib.parse import parse_qs

from fastapi import Request
from pydantic import BaseModel, ValidationError

from bot.web.problems import Refused

LARGEST_BODY = 16 * 1024

Model = TypeVar("Model", bound=BaseModel)


async def read_json(request: Request, model: type[Model]) -> Model:
    """Return the JSON body as `model`. Raises Refused; a model may name the problem in its own error."""
    body = await _read(request)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and media_type != "application/json":
        raise Refused("geen-json")
    try:
        # pydantic's own parser: bounded depth, half surrogates refused
        return model.model_validate_json(body or b"{}")
    except ValidationError as error:
        raise Refused(_problem_in(error)) from error


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a submitted HTML form, the last value of each. Raises Refused."""
    body = await _read(request)
    fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused("te-groot")
    return bytes(body)


def _problem_in(error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return "geen-geldige-json"
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    return "ongeldige-invoer"
