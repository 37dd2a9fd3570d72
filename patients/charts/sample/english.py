"""Sample notes in English, as written in the United States."""

from patients.charts.sample.course import Course, free, soap
from patients.charts.sections import NoteKind

COURSES = (
    Course(
        works_in="medicine",
        ages=(38, 92),
        visits=(
            soap(
                0,
                subjective="Routine visit. Home readings this month mostly above 145 systolic. No headache, chest pain "
                "or shortness of breath. Sleeps six hours, two coffees a day, salts food at the table.",
                objective="BP {high_pressure} left arm seated, repeated after five minutes much the same. Pulse "
                "{pulse} regular. Heart sounds normal, lungs clear, no ankle edema.",
                assessment="Essential hypertension, not at goal.",
                plan="Start amlodipine 5 mg daily. Basic metabolic panel and urine albumin today. Home readings "
                "morning and evening for two weeks, bring the log. Discussed salt and walking.\nReturn in four weeks.",
                addendum="Panel back: potassium 4.2, creatinine 0.9, urine albumin normal. Patient told by phone.",
            ),
            free(
                16,
                NoteKind.PHONE,
                "Called about mild ankle swelling in the evening since starting amlodipine. No calf pain, no "
                "breathlessness. Home readings around 135/82. Advised to keep legs up, continue, and call if it "
                "worsens; will look at it at the visit.",
            ),
            soap(
                30,
                subjective="Feels well. Swelling only on hot days. Took every dose. Log shows 128 to 138 systolic.",
                objective="BP {better_pressure}, pulse {pulse}. Trace pitting edema at both ankles.",
                assessment="Hypertension, at goal on amlodipine 5 mg. Mild edema, tolerated.",
                plan="Continue. Refill for 90 days. Return in three months, sooner if swelling bothers.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(40, 88),
        visits=(
            soap(
                0,
                subjective="Type 2 diabetes, follow-up. Fasting readings 110 to 150. One low at 66 after skipping "
                "lunch. No numbness in the feet. Eye exam was in spring.",
                objective="BP {pressure}. A1c 7.6 % (7.9 % six months ago). Feet: skin intact, pulses present, "
                "monofilament felt at all ten points.",
                assessment="Type 2 diabetes, improving, not yet at goal. No neuropathy.",
                plan="Metformin to 1,000 mg twice daily with meals. Reviewed what to do when low. Lipids and urine "
                "albumin before next visit. Return in three months.",
            ),
            free(
                12,
                NoteKind.PHONE,
                "Loose stools since the higher dose of metformin. Advised to go back to 500 mg in the morning for one "
                "week, then up again. Glucose otherwise stable. Understands and agrees.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(18, 70),
        visits=(
            soap(
                0,
                subjective="Low back pain for five days after moving boxes. Worse bending, better lying down. No leg "
                "weakness, no numbness, no change in bladder or bowel.",
                objective="Walks without a limp. Tender right paraspinal muscles at L4. Straight leg raise negative "
                "both sides. Strength and reflexes normal.",
                assessment="Acute mechanical low back pain, no red flags.",
                plan="Stay active, heat, ibuprofen 400 mg with food up to three times a day for a week. Exercises "
                "shown and handed out. No imaging now. Return if not better in four weeks, at once if legs get weak.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(5, 60),
        visits=(
            soap(
                0,
                subjective="Sore throat and fever for two days. Pain on swallowing, drinks well. No cough. A classmate "
                "or colleague had strep last week.",
                objective="Temp 101.3 °F, pulse {pulse}, SpO2 {sat} %. Tonsils red with exudate, tender anterior "
                "cervical nodes. Ears clear, chest clear, no rash. Rapid strep test positive.",
                assessment="Streptococcal pharyngitis.",
                plan="Penicillin V 500 mg twice daily for ten days (allergies checked). Fluids, acetaminophen. Back to "
                "school or work after 24 hours of treatment without fever. Return if no better in three days.",
            ),
            free(
                4, NoteKind.PHONE, "Follow-up call: fever gone since yesterday, eating again. Will finish the course."
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(6, 55),
        visits=(
            soap(
                0,
                subjective="Asthma review. Uses the rescue inhaler three to four times a week, wakes with cough once a "
                "week. Triggers: cold air, the neighbor's cat. No steroids by mouth this year.",
                objective="SpO2 {sat} %, speaks in full sentences. Scattered expiratory wheeze. Peak flow 78 % of "
                "best.",
                assessment="Persistent asthma, partly controlled. Inhaler technique needed correction.",
                plan="Budesonide-formoterol as maintenance and reliever. Technique taught with a placebo and repeated "
                "back. Written action plan given. Review in six weeks.",
            ),
            free(
                41,
                NoteKind.PROGRESS,
                "Review after starting maintenance and reliever therapy. Needed it for relief twice in the last month, "
                "sleeps through. Chest clear, peak flow 92 % of best. Continue; action plan unchanged. Flu shot given "
                "today, left deltoid, no reaction after 15 minutes.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(0, 5),
        visits=(
            soap(
                0,
                subjective="Well-child visit with a parent. Eats and sleeps well. No concerns about hearing or sight. "
                "Talks or babbles as expected, plays with others. Car seat used on every trip.",
                objective="Height and weight on their own curve near the 50th percentile. Alert and playful. Heart, "
                "lungs, abdomen, hips and skin normal. Red reflex present both sides.",
                assessment="Healthy child, growth and development on track.",
                plan="Vaccines for age given after consent; leaflet handed out. Advice on screen time, teeth and "
                "choking. Next well-child visit as scheduled.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(20, 42),
        gender="female",
        visits=(
            soap(
                0,
                subjective="Prenatal visit, week {week}. Feels the baby most days. Heartburn at night, no bleeding, no "
                "contractions, no headache or visual changes.",
                objective="BP {pressure}. Urine: no protein, no glucose. Fundal height fits the dates. Fetal heart "
                "rate 144, regular.",
                assessment="Pregnancy progressing normally. Reflux.",
                plan="Small evening meals, calcium carbonate as needed. Next labs as per schedule. Warning signs "
                "reviewed, number to call at night on the card. Return in four weeks.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(16, 65),
        visits=(
            soap(
                0,
                subjective="Low mood and poor sleep for two months after a change at work. PHQ-9 score 13. Enjoys "
                "little, still works. No thoughts of self-harm when asked directly. Alcohol: one glass on weekends.",
                objective="Well groomed, speaks slowly, coherent, eye contact good. TSH and blood count drawn.",
                assessment="Depressive episode, moderate. No acute risk.",
                plan="Talking therapy referral, sent today. Sleep advice. Discussed medication, prefers to wait. "
                "Safety plan agreed and written down. Return in two weeks.",
                addendum="TSH 2.1, blood count normal. Therapy intake confirmed for next week.",
            ),
            free(
                15,
                NoteKind.PROGRESS,
                "PHQ-9 now 9. First therapy session went well. Walks every morning, sleeps six hours. No thoughts of "
                "self-harm. Continue without medication; next review in four weeks.",
            ),
        ),
    ),
    Course(
        works_in="dentistry",
        ages=(7, 90),
        visits=(
            free(
                0,
                NoteKind.PROGRESS,
                "Recall exam. Medical history reviewed, nothing new. Soft tissues normal. Probing depths 2 to 3 mm, "
                "bleeding at two sites lower front. Bitewings: caries into dentin, mesial #{tooth}. Cleaning and "
                "polish done, floss technique shown. Plan: composite #{tooth}, one visit.",
            ),
            free(
                13,
                NoteKind.PROCEDURE,
                "Tooth #{tooth}, mesio-occlusal composite. Consent signed. Articaine 4 % with epinephrine 1:100,000, "
                "1.7 ml, buccal infiltration. Rubber dam. Caries removed, depth moderate, no pulp exposure. Selective "
                "etch, bond, shade A2 in increments. Occlusion adjusted, polished. Tolerated well. Told about numbness "
                "and sensitivity to cold for some days.",
                addendum="Called the next day: no pain, slight sensitivity to cold, bite feels even.",
            ),
        ),
    ),
    Course(
        works_in="dentistry",
        ages=(16, 34),
        visits=(
            soap(
                0,
                subjective="Pain behind the last lower molar for four days, worse when chewing. No fever, opens the "
                "mouth normally.",
                objective="#32 partly erupted, gum swollen and tender, no pus. Panoramic image: mesial tilt, roots "
                "away from the nerve canal.",
                assessment="Pericoronitis, tooth #32.",
                plan="Rinsed with chlorhexidine 0.12 %. Rinse twice a day for a week, ibuprofen 400 mg as needed. "
                "Extraction advised; risks and alternatives discussed, referral letter given.",
            ),
        ),
    ),
    Course(
        works_in="home_care",
        ages=(68, 99),
        visits=(
            free(
                0,
                NoteKind.HOME_VISIT,
                "Home visit, wound care. Left shin ulcer 2.1 x 1.6 cm, clean, granulating, no odor. Changed foam "
                "dressing, two-layer compression. BP {pressure}, pulse {pulse}. Pills in the weekly box match the "
                "list. Daughter present, shown how to keep the dressing dry.",
            ),
            free(
                7,
                NoteKind.HOME_VISIT,
                "Ulcer 1.8 x 1.3 cm, edges flat. Dressing and compression changed, toes warm, good capillary refill. "
                "Pain 2 of 10. Loose rug in the hall removed with consent. Next visit in one week.",
            ),
            free(
                14,
                NoteKind.HOME_VISIT,
                "Ulcer 1.4 x 0.9 cm. Healing well. Weight stable, eats twice a day, asked the family about lunch "
                "delivery. BP {pressure}. Continue weekly visits until closed.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(25, 80),
        visits=(
            soap(
                0,
                subjective="Annual visit, no complaints. Walks the dog daily, never smoked, wine on weekends. Father "
                "had a heart attack at 70.",
                objective="BP {pressure}, pulse {pulse}, BMI 26. Heart, lungs, abdomen and skin without findings.",
                assessment="Healthy adult. Ten-year cardiovascular risk low.",
                plan="Fasting lipids and glucose. Tetanus booster given, right deltoid. Cancer screening up to date. "
                "Results by letter; return in a year.",
            ),
        ),
    ),
)
