from django.urls.resolvers import URLPattern

app_name = "atencion_web"
urlpatterns: list[URLPattern] = []
