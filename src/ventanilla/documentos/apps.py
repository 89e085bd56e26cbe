from django.apps import AppConfig


class DocumentosConfig(AppConfig):
    name = "ventanilla.documentos"
    label = "documentos"
    verbose_name = "Documentos"
