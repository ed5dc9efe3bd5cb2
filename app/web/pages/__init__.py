"""The pages, one router for each noun; those under a charter's slug come last."""

from fastapi import APIRouter

from app.web.pages import charters, sign_in

routers: list[APIRouter] = [sign_in.router, charters.router]
