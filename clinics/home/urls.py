from django.conf import settings
from django.urls import path

from clinics.home.views import branding, details, gallery, keyboard, live, search, today
from clinics.home.views import settings as settings_pages

app_name = "home"
urlpatterns = [
    path("", today.index, name="today"),
    path("live/admission/", live.admission, name="live_admission"),
    path("search/", search.index, name="search"),
    path("help/keyboard/", keyboard.index, name="keyboard"),
    path("branding.css", branding.style_sheet, name="branding"),
    path("branding/logo", branding.logo, name="logo"),
    path("settings/", settings_pages.index, name="settings"),
    path("settings/clinic/", details.edit, name="details_edit"),
    path("settings/branding/", branding.edit, name="branding_edit"),
    path("settings/branding/preview/", branding.preview, name="branding_preview"),
    path("settings/branding/preview.css", branding.preview_style_sheet, name="branding_preview_style_sheet"),
]
if settings.SHOW_GALLERY:
    urlpatterns += [
        path("gallery/", gallery.index, name="gallery"),
        path("gallery/options/", gallery.options, name="gallery_options"),
        path("gallery/entrance/", gallery.entrance, name="gallery_entrance"),
    ]
