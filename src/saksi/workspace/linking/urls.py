"""Addresses of events, people and origins."""

from django.urls import path

from saksi.workspace.linking.views import events, origins, people

app_name = "linking"
urlpatterns = [
    path("events/", events.listed, name="events"),
    path("events/link/", events.link, name="link"),
    path("events/<int:cluster>/", events.one, name="event"),
    path("events/<int:cluster>/apart/", events.apart, name="event_apart"),
    path("pairs/<int:pair>/", events.decide, name="decide"),
    path("people/", people.listed, name="people"),
    path("people/link/", people.link, name="link_people"),
    path("people/met/", people.met, name="met"),
    path("people/<int:cluster>/", people.one, name="person"),
    path("people/<int:cluster>/apart/", people.apart, name="person_apart"),
    path("people/<int:cluster>/join/", people.join, name="person_join"),
    path("origins/", origins.listed, name="origins"),
    path("origins/<int:cluster>/", origins.one, name="origin"),
]
