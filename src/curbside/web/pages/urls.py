"""Addresses of everything the public reads."""

from django.urls import path

from curbside.web.pages.views import about, browsing, finding, machines, reading

app_name = "pages"

urlpatterns = [
    path("", browsing.home, name="home"),
    path("q/<slug:address>/", reading.question, name="question"),
    path("q/<slug:address>.md", reading.question_text, name="question_text"),
    path("q/<slug:address>/useful/", reading.useful, name="useful"),
    path("q/<slug:address>/report/", reading.report, name="report"),
    path("topics/", browsing.topic_list, name="topics"),
    path("topics/<slug:slug>/", browsing.topic, name="topic"),
    path("topics/<slug:slug>.md", browsing.topic_text, name="topic_text"),
    path("topics/<slug:slug>/feed.atom", machines.topic_feed, name="topic_feed"),
    path("departments/", browsing.department_list, name="departments"),
    path("departments/<slug:slug>/", browsing.department, name="department"),
    path("departments/<slug:slug>/feed.atom", machines.department_feed, name="department_feed"),
    path("doctors/<slug:slug>/", browsing.doctor, name="doctor"),
    path("search/", finding.search, name="search"),
    path("corrections/", browsing.corrections, name="corrections"),
    path("about/verify/", about.verify, name="verify"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("feed.atom", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-site.xml", machines.sitemap_site, name="sitemap_site"),
    path("sitemap-answers-<int:file>.xml", machines.sitemap_answers, name="sitemap_answers"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("llms.txt", machines.llms, name="llms"),
]
