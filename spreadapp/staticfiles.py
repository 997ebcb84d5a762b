"""What is served from static/."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OctantStaticFiles(StaticFilesConfig):
    # static/vendor/build makes what stands beside it; its own files, and the packages it downloads, are not served
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "build"]
