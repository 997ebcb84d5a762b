from django.urls import path

from assessments.results import views

urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/radar.json", views.radar, name="results_radar"),
    path("results.json", views.receipt, name="results_receipt"),
    path("results.pdf", views.pdf, name="results_pdf"),
    path("results.xlsx", views.spreadsheet, name="results_xlsx"),
    path("results/take/", views.take, name="results_take"),
    path("results.csv", views.table, name="results_csv"),
    path("results/compare/<uuid:earlier_id>/", views.compare, name="results_compare"),
]
