"""Addresses of events, people, origins, and of single orders."""

from django.urls import path

from saksi.workspace.linking.views import differences, events, orders, origins, pairs, people

app_name = "linking"
urlpatterns = [
    path("events/", events.listed, name="events"),
    path("events/link/", events.link, name="link"),
    path("events/<int:cluster>/", events.one, name="event"),
    path("events/<int:cluster>/apart/", events.apart, name="event_apart"),
    path("events/<int:cluster>/differences/", differences.listed, name="differences"),
    path("events/<int:cluster>/differences/<str:field>/", differences.settle, name="settle"),
    path("orders/<int:claim>/", orders.one, name="order"),
    path("orders/<int:claim>/tie/", orders.tie, name="order_tie"),
    path("pairs/", pairs.listed, name="pairs"),
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
