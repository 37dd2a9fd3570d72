"""Sample notes in Spanish, as written in Spain."""

from patients.charts.sample.course import Course, free, soap
from patients.charts.sections import NoteKind

COURSES = (
    Course(
        works_in="medicine",
        ages=(38, 92),
        visits=(
            soap(
                0,
                subjective="Acude a control. Tensiones en casa este mes casi siempre por encima de 145 de sistólica. "
                "Sin cefalea, dolor torácico ni disnea. Duerme seis horas, toma dos cafés al día, añade sal en la "
                "mesa.",
                objective="TA {high_pressure} en brazo izquierdo, sentado; a los cinco minutos, similar. FC {pulse} "
                "lpm, rítmica. Auscultación cardiopulmonar normal. Sin edemas.",
                assessment="Hipertensión arterial esencial, fuera de objetivo.",
                plan="Inicia amlodipino 5 mg al día. Analítica con iones, creatinina y albúmina en orina. Tensiones en "
                "casa mañana y noche dos semanas. Consejo sobre sal y paseo diario.\nRevisión en cuatro semanas.",
                addendum="Analítica: potasio 4,2, creatinina 0,9, albuminuria normal. Informado por teléfono.",
            ),
            free(
                16,
                NoteKind.PHONE,
                "Llama por leve hinchazón de tobillos por la tarde desde que toma amlodipino. Sin dolor en la "
                "pantorrilla ni ahogo. Tensiones en casa sobre 135/82. Se aconseja elevar las piernas y continuar; "
                "avisará si empeora.",
            ),
            soap(
                30,
                subjective="Se encuentra bien. Hinchazón solo los días de calor. No ha olvidado ninguna toma.",
                objective="TA {better_pressure}, FC {pulse} lpm. Mínima fóvea en ambos tobillos.",
                assessment="Hipertensión controlada con amlodipino 5 mg. Edema leve, tolerado.",
                plan="Continúa igual. Receta para tres meses. Revisión en tres meses o antes si molesta.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(40, 88),
        visits=(
            soap(
                0,
                subjective="Control de diabetes tipo 2. Glucemias en ayunas de 110 a 150. Una hipoglucemia de 66 por "
                "saltarse la comida. Sin hormigueo en los pies. Fondo de ojo en primavera.",
                objective="TA {pressure}. HbA1c 7,6 % (7,9 % hace seis meses). Pies: piel íntegra, pulsos presentes, "
                "monofilamento conservado en los diez puntos.",
                assessment="Diabetes tipo 2, mejora, aún fuera de objetivo. Sin neuropatía.",
                plan="Metformina 1.000 mg dos veces al día con las comidas. Repasado qué hacer ante una hipoglucemia. "
                "Perfil lipídico y albuminuria antes de la próxima visita. Revisión en tres meses.",
            ),
            free(
                12,
                NoteKind.PHONE,
                "Diarrea desde que subió la metformina. Se indica bajar a 500 mg por la mañana una semana y volver a "
                "subir. Glucemias estables. Lo entiende y está de acuerdo.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(18, 70),
        visits=(
            soap(
                0,
                subjective="Dolor lumbar de cinco días tras cargar cajas. Peor al agacharse, mejor tumbado. Sin "
                "pérdida de fuerza ni de sensibilidad, sin alteración de esfínteres.",
                objective="Marcha normal. Dolor a la palpación paravertebral derecha en L4. Lasègue negativo "
                "bilateral. Fuerza y reflejos conservados.",
                assessment="Lumbalgia aguda mecánica sin signos de alarma.",
                plan="Mantener actividad, calor local, ibuprofeno 400 mg con comida hasta tres veces al día una "
                "semana. Se entregan ejercicios. Sin radiografía por ahora. Volver si no mejora en cuatro semanas.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(5, 60),
        visits=(
            soap(
                0,
                subjective="Odinofagia y fiebre de dos días. Bebe bien, sin tos. Alguien de su entorno tuvo anginas la "
                "semana pasada.",
                objective="Tª 38,5 °C, FC {pulse} lpm, SatO2 {sat} %. Amígdalas rojas con exudado, adenopatías "
                "anteriores dolorosas. Oídos y pulmones normales, sin exantema. Test de estreptococo positivo.",
                assessment="Faringoamigdalitis estreptocócica.",
                plan="Fenoximetilpenicilina 500 mg cada 12 horas diez días (alergias comprobadas). Líquidos y "
                "paracetamol. Puede volver a clase o al trabajo a las 24 horas sin fiebre. Consultar si no mejora en "
                "tres días.",
            ),
            free(
                4, NoteKind.PHONE, "Llamada de seguimiento: sin fiebre desde ayer, come bien. Terminará el tratamiento."
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(6, 55),
        visits=(
            soap(
                0,
                subjective="Revisión de asma. Usa el inhalador de rescate tres o cuatro veces por semana; una noche "
                "por semana le despierta la tos. Empeora con el aire frío y con el gato de los vecinos.",
                objective="SatO2 {sat} %, habla sin esfuerzo. Sibilancias espiratorias dispersas. Pico de flujo al 78 "
                "% de su mejor valor.",
                assessment="Asma persistente, parcialmente controlada. Técnica de inhalación mejorable.",
                plan="Budesonida-formoterol de mantenimiento y rescate. Técnica enseñada con placebo y repetida. Plan "
                "de acción por escrito. Revisión en seis semanas.",
            ),
            free(
                41,
                NoteKind.PROGRESS,
                "Revisión tras iniciar mantenimiento y rescate. Lo ha necesitado dos veces en el último mes y duerme "
                "bien. Auscultación normal, pico de flujo al 92 %. Continúa igual. Vacuna de la gripe hoy, deltoides "
                "izquierdo, sin reacción a los 15 minutos.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(0, 5),
        visits=(
            soap(
                0,
                subjective="Revisión del niño sano, acompañado por la familia. Come y duerme bien. Sin dudas sobre "
                "oído ni vista. Lenguaje y juego acordes a la edad. Usa silla en todos los trayectos en coche.",
                objective="Talla y peso en su curva, cerca del percentil 50. Activo y contento. Corazón, pulmones, "
                "abdomen, caderas y piel normales. Reflejo rojo presente en ambos ojos.",
                assessment="Niño sano, crecimiento y desarrollo adecuados.",
                plan="Vacunas de su edad tras consentimiento; se entrega hoja. Consejos sobre pantallas, dientes y "
                "atragantamiento. Próxima revisión según calendario.",
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
                subjective="Control de embarazo, semana {week}. Nota movimientos casi todos los días. Ardor nocturno, "
                "sin sangrado, contracciones, cefalea ni alteraciones de la vista.",
                objective="TA {pressure}. Orina sin proteínas ni glucosa. Altura uterina acorde. Latido fetal 144, "
                "rítmico.",
                assessment="Embarazo de curso normal. Reflujo.",
                plan="Cenas ligeras, alginato si precisa. Analítica según calendario. Repasados los signos de alarma "
                "y el teléfono de urgencias. Revisión en cuatro semanas.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(16, 65),
        visits=(
            soap(
                0,
                subjective="Ánimo bajo e insomnio desde hace dos meses, tras un cambio en el trabajo. PHQ-9 de 13. "
                "Disfruta poco, sigue trabajando. Preguntado directamente, niega ideas de hacerse daño.",
                objective="Aspecto cuidado, habla pausada y coherente, mantiene la mirada. Se extraen TSH y hemograma.",
                assessment="Episodio depresivo moderado. Sin riesgo agudo.",
                plan="Derivación a psicología, enviada hoy. Higiene del sueño. Se habla de medicación, prefiere "
                "esperar. Plan de seguridad acordado por escrito. Revisión en dos semanas.",
                addendum="TSH 2,1, hemograma normal. Primera cita de psicología confirmada para la próxima semana.",
            ),
            free(
                15,
                NoteKind.PROGRESS,
                "PHQ-9 de 9. La primera sesión de terapia fue bien. Pasea cada mañana, duerme seis horas. Niega ideas "
                "de hacerse daño. Continúa sin medicación; revisión en cuatro semanas.",
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
                "Revisión dental. Antecedentes repasados, sin cambios. Mucosas normales. Sondaje de 2 a 3 mm, "
                "sangrado en dos puntos del frente inferior. Aletas de mordida: caries en dentina, mesial de "
                "{tooth_fdi}. Limpieza y pulido, técnica de hilo explicada. Plan: composite en {tooth_fdi}, una "
                "visita.",
            ),
            free(
                13,
                NoteKind.PROCEDURE,
                "Pieza {tooth_fdi}, composite mesio-oclusal. Consentimiento firmado. Articaína 4 % con epinefrina "
                "1:100.000, 1,7 ml, infiltración vestibular. Dique de goma. Caries eliminada, profundidad media, sin "
                "exposición pulpar. Adhesivo y composite A2 por capas. Oclusión ajustada y pulido. Bien tolerado.",
                addendum="Llamada al día siguiente: sin dolor, ligera sensibilidad al frío, muerde bien.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(16, 50),
        visits=(
            soap(
                0,
                subjective="Esguince de tobillo derecho ayer jugando al pádel. Apoya con dolor. Sin chasquido.",
                objective="Edema y dolor en el ligamento peroneoastragalino anterior. Sin dolor óseo en maléolos ni "
                "quinto metatarsiano. Pulsos y sensibilidad normales.",
                assessment="Esguince de tobillo de grado I. Criterios de Ottawa negativos.",
                plan="Hielo, elevación, vendaje compresivo y apoyo según tolerancia. Ibuprofeno 400 mg si dolor. "
                "Ejercicios de equilibrio desde el quinto día. Volver si no apoya en una semana.",
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
                "Visita a domicilio, cura de úlcera. Pierna izquierda, 2,1 x 1,6 cm, limpia, con granulación, sin "
                "olor. Apósito de espuma y compresión de dos capas. TA {pressure}, FC {pulse} lpm. El pastillero "
                "coincide con la lista. La hija, presente, aprende a mantener seco el apósito.",
            ),
            free(
                7,
                NoteKind.HOME_VISIT,
                "Úlcera de 1,8 x 1,3 cm, bordes planos. Se cambian apósito y compresión; dedos calientes, buen relleno "
                "capilar. Dolor 2 de 10. Se retira con su permiso la alfombra del pasillo. Próxima visita en una "
                "semana.",
            ),
            free(
                14,
                NoteKind.HOME_VISIT,
                "Úlcera de 1,4 x 0,9 cm. Buena evolución. Peso estable, come dos veces al día; se habla con la familia "
                "del servicio de comidas. TA {pressure}. Visitas semanales hasta el cierre.",
            ),
        ),
    ),
    Course(
        works_in="medicine",
        ages=(25, 80),
        visits=(
            soap(
                0,
                subjective="Revisión anual, sin molestias. Camina a diario, no ha fumado nunca, vino los fines de "
                "semana. Padre con infarto a los 70 años.",
                objective="TA {pressure}, FC {pulse} lpm, IMC 26. Exploración general sin hallazgos.",
                assessment="Adulto sano. Riesgo cardiovascular a diez años bajo.",
                plan="Perfil lipídico y glucemia en ayunas. Vacuna de tétanos, deltoides derecho. Cribados al día. "
                "Resultados por carta; próxima revisión en un año.",
            ),
        ),
    ),
)
