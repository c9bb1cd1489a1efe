"""The controlled list of conditions that change what a dietitian plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    """A diagnosis or a state of life, as a physician named it. Not a finding of this application."""

    DIABETES_1 = "diabetes_1", _("Type 1 diabetes")
    DIABETES_2 = "diabetes_2", _("Type 2 diabetes")
    PREDIABETES = "prediabetes", _("Prediabetes")
    GESTATIONAL_DIABETES = "gestational_diabetes", _("Gestational diabetes")
    HYPERTENSION = "hypertension", _("Hypertension")
    DYSLIPIDAEMIA = "dyslipidaemia", _("Dyslipidaemia")
    HEART_DISEASE = "heart_disease", _("Coronary heart disease")
    HEART_FAILURE = "heart_failure", _("Heart failure")
    HYPOTHYROIDISM = "hypothyroidism", _("Hypothyroidism")
    HYPERTHYROIDISM = "hyperthyroidism", _("Hyperthyroidism")
    PCOS = "pcos", _("Polycystic ovary syndrome (PCOS)")
    CKD_1_2 = "ckd_1_2", _("Chronic kidney disease, stages 1 and 2")
    CKD_3 = "ckd_3", _("Chronic kidney disease, stage 3")
    CKD_4_5 = "ckd_4_5", _("Chronic kidney disease, stages 4 and 5")
    DIALYSIS = "dialysis", _("Dialysis")
    KIDNEY_STONES = "kidney_stones", _("Kidney stones")
    GOUT = "gout", _("Gout or high uric acid")
    FATTY_LIVER = "fatty_liver", _("Fatty liver disease")
    ANAEMIA = "anaemia", _("Anaemia")
    VITAMIN_B12 = "vitamin_b12", _("Vitamin B12 deficiency")
    VITAMIN_D = "vitamin_d", _("Vitamin D deficiency")
    COELIAC = "coeliac", _("Coeliac disease")
    IBS = "ibs", _("Irritable bowel syndrome")
    IBD = "ibd", _("Inflammatory bowel disease")
    REFLUX = "reflux", _("Acid reflux")
    OSTEOPOROSIS = "osteoporosis", _("Osteoporosis")
    CANCER = "cancer", _("Cancer, in treatment")
    EATING_DISORDER = "eating_disorder", _("Eating disorder")
    UNDERWEIGHT = "underweight", _("Underweight")
    OBESITY = "obesity", _("Obesity")
    PREGNANCY = "pregnancy", _("Pregnancy")
    LACTATION = "lactation", _("Breastfeeding")


def conditions_named(word: str) -> list[str]:
    """The conditions whose name, in the person's language, contains `word`."""
    sought = word.casefold()
    return [value for value, label in Condition.choices if sought in str(label).casefold()]
