"""Octant's addresses and one more: the empty page that everything is measured against."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from spreadapp.urls import handler400, handler404, handler500
from spreadapp.urls import urlpatterns as octant

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """As little as a page for a signed-in person can do: find out who they are, and say it in our page shell."""
    return render(request, "empty.jinja")


urlpatterns = [*octant, path("bench/empty/", empty)]
