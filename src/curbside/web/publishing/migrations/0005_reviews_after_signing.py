from django.db import migrations, models
from django.db.models import F


def forget_approvals(apps, schema_editor):
    """The day a page went up stood there as its last review; a correction's day is later and was one."""
    pages = apps.get_model("publishing", "Publication").objects
    pages.filter(published_at__date=F("reviewed_on")).update(reviewed_on=None)
    pages.filter(reviewed_on__isnull=False).update(reviewed_by=F("doctor_name"))


def approvals_count_again(apps, schema_editor):
    pages = apps.get_model("publishing", "Publication").objects.filter(reviewed_on=None)
    for page in pages.only("pk", "published_at").iterator(chunk_size=500):
        pages.filter(pk=page.pk).update(reviewed_on=page.published_at.date())


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_retracted_answers")]

    operations = [
        migrations.AddField("publication", "reviewed_by", models.CharField(blank=True, max_length=120)),
        migrations.AlterField("publication", "reviewed_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(forget_approvals, approvals_count_again),
    ]
