"""Putting the declared words of a thing into the models of the API, so that none is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from pydantic import BaseModel, create_model

from amendments.fields import Field

Model = TypeVar("Model", bound=BaseModel)
#: A type and what stands without a value (`...`: it is needed), by the name of a property.
Properties = dict[str, tuple[Any, Any]]


def shown(fields: Iterable[Field]) -> Properties:
    """Words as an answer has them: always there."""
    return {one.name: (str, ...) for one in fields}


def asked(fields: Iterable[Field]) -> Properties:
    """Words as a request gives them: those that are needed, and others that may be empty."""
    return {one.name: (str, ... if one.if_missing else "") for one in fields}


def left_out(fields: Iterable[Field]) -> Properties:
    """Words as a request gives them where leaving them out is not the same as none."""
    return {one.name: (str | None, None) for one in fields}


def carries(words: Properties, *, after: str = "") -> Callable[[type[Model]], type[Model]]:
    """Make a model with some properties more, behind the one called `after` or before all.

    The class that is decorated gives its bases, its name, its docstring and its properties; it has
    nothing else.
    """

    def with_words(model: type[Model]) -> type[Model]:
        own: dict[str, Any] = {}
        if not after:
            own |= words
        for name in model.__annotations__:
            info = model.model_fields[name]
            own[name] = info.annotation, info
            if name == after:
                own |= words
        return create_model(
            model.__name__,
            __base__=cast("tuple[type[Model], ...]", model.__bases__),
            __module__=model.__module__,
            __doc__=model.__doc__,
            **own,
        )

    return with_words


def given_words(body: BaseModel, fields: Iterable[Field]) -> dict[str, str]:
    """The words that a request gives, by their fields, without those that it leaves out."""
    found = {one.name: getattr(body, one.name) for one in fields}
    return {name: said for name, said in found.items() if said is not None}
