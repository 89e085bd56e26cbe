from django.urls.resolvers import URLPattern

app_name = "peticiones"
urlpatterns: list[URLPattern] = []
