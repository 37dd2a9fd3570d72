"""Names by the language families come from, and how often one meets them in a country."""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """Given names of women and men, family names, and the language people of such names often speak."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _names(language: str, women: str, men: str, families: str) -> Names:
    split = (tuple(name.replace("_", " ") for name in text.split()) for text in (women, men, families))
    return Names(language, *split)


NAMES = {
    "en": _names(
        "en",
        "Abigail Alice Amelia Amy Angela Anna Barbara Beth Brenda Carol Caroline Catherine Charlotte Chloe Claire "
        "Deborah Diane Dorothy Elizabeth Ella Emily Emma Evelyn Fiona Florence Frances Gemma Grace Hannah Harriet "
        "Heather Helen Isabel Jane Janet Jean Jennifer Jessica Joan Judith Julia Karen Kate Laura Leah Lily Linda "
        "Lisa Lucy Margaret Martha Mary Megan Natalie Nicole Olivia Pamela Patricia Phoebe Rachel Rebecca Rose Ruth "
        "Sandra Sarah Sophie Stella Susan Sylvia Tara Victoria Wendy Zoë",
        "Aaron Adam Alan Albert Alexander Andrew Anthony Arthur Benjamin Brian Callum Charles Christopher Colin "
        "Daniel David Dennis Dylan Edward Eric Ethan Ewan Francis Frank Gareth Gary Geoffrey George Gordon Graham "
        "Harold Harry Henry Howard Ian Isaac Jack Jacob James Jason John Jonathan Joseph Joshua Keith Kenneth Kevin "
        "Lawrence Leo Liam Lucas Mark Martin Matthew Michael Nathan Neil Nicholas Noah Oliver Oscar Patrick Paul "
        "Peter Philip Ralph Richard Robert Roger Ronald Ryan Samuel Scott Simon Stephen Thomas Timothy Victor "
        "Walter William",
        "Adams Allen Anderson Armstrong Atkinson Bailey Baker Barnes Bennett Black Booth Bradley Brooks Brown "
        "Burton Butler Campbell Carter Chapman Clark Cole Collins Cooper Cox Crawford Davies Davis Dixon Edwards "
        "Ellis Evans Fisher Fletcher Ford Foster Fox Gibson Gordon Graham Grant Gray Green Griffiths Hall Hamilton "
        "Harper Harris Harrison Harvey Hill Holmes Howard Hughes Hunt Hunter Jackson James Jenkins Johnson Jones "
        "Kelly Kennedy Kerr King Knight Lambert Lawson Lee Lewis Lloyd MacDonald Marshall Martin Mason Matthews "
        "McCarthy McKenzie Miller Mills Mitchell Moore Morgan Morris Murphy Murray Nelson Newman Nolan O'Brien "
        "O'Connor O'Neill Osborne Owen Palmer Parker Payne Pearson Perkins Phillips Porter Powell Price Quinn Reid "
        "Reynolds Richards Roberts Robinson Rogers Ross Russell Ryan Saunders Scott Shaw Simpson Smith Spencer "
        "Stevens Stewart Stone Taylor Thomas Thompson Turner Walker Wallace Walsh Ward Watson Webb West White "
        "Wilkinson Williams Wilson Wood Wright Young",
    ),
    "es": _names(
        "es",
        "Adriana Alba Alejandra Alicia Ana Andrea Ángela Beatriz Blanca Camila Carla Carmen Carolina Catalina "
        "Cecilia Clara Claudia Consuelo Cristina Daniela Dolores Elena Elisa Esperanza Fernanda Gabriela Gloria "
        "Guadalupe Inés Irene Isabel Josefina Juana Julia Laura Leticia Lourdes Lucía Luisa Luz Manuela Margarita "
        "María María_José Mariana Marta Mercedes Mónica Natalia Noelia Nuria Olga Paloma Patricia Paula Pilar "
        "Raquel Rocío Rosa Sara Silvia Sofía Susana Teresa Valentina Verónica Ximena Yolanda",
        "Adrián Agustín Alberto Alejandro Álvaro Andrés Ángel Antonio Arturo Benito Carlos César Cristian Daniel "
        "David Diego Domingo Eduardo Emilio Enrique Ernesto Esteban Felipe Fernando Francisco Gabriel Gonzalo "
        "Guillermo Gustavo Héctor Hugo Ignacio Iván Jaime Javier Jesús Joaquín Jorge José José_Luis Juan Julio "
        "Lorenzo Lucas Luis Manuel Marcos Mario Martín Mateo Miguel Nicolás Óscar Pablo Pedro Rafael Ramón Raúl "
        "Ricardo Roberto Rodrigo Rubén Salvador Santiago Sebastián Sergio Tomás Vicente Víctor",
        "Acosta Aguilar Alonso Álvarez Arias Ávila Blanco Bravo Cabrera Calderón Campos Cano Carrasco Castillo "
        "Castro Chávez Contreras Cortés Cruz de_la_Cruz de_la_Fuente Delgado Díaz Domínguez Escobar Espinoza "
        "Estrada Fernández Flores Fuentes Gallego García Garza Gil Gómez González Guerrero Gutiérrez Guzmán "
        "Hernández Herrera Hidalgo Ibáñez Iglesias Jiménez Juárez León López Lozano Luna Marín Márquez Martín "
        "Martínez Medina Mejía Méndez Mendoza Molina Montero Mora Morales Moreno Muñoz Navarro Núñez Ortega Ortiz "
        "Pacheco Padilla Peña Pérez Prieto Ramírez Ramos Reyes Ríos Rivera Rodríguez Rojas Romero Rosales Rubio "
        "Ruiz Salazar Sánchez Sandoval Santana Santos Serrano Silva Soto Suárez Torres Vargas Vázquez Vega Velasco "
        "Vidal Zamora",
    ),
    "de": _names(
        "de",
        "Andrea Anja Anke Anna Annette Antje Barbara Bettina Birgit Brigitte Carla Charlotte Christa Christine "
        "Claudia Clara Cornelia Doris Elisabeth Elke Emilia Emma Erika Eva Franziska Frieda Gabriele Gerda Gisela "
        "Greta Hannah Heike Helga Hilde Ilse Ingrid Irmgard Jana Johanna Julia Jutta Karin Katharina Katrin Käthe "
        "Lea Lena Lina Luise Maja Maria Marlene Martina Mathilda Mia Monika Nele Nicole Petra Renate Sabine Silke "
        "Sophie Stefanie Susanne Ulrike Ursula Ute",
        "Achim Albert Alexander Andreas Anton Bernd Bernhard Björn Christian Christoph Daniel David Dieter Dirk "
        "Emil Erich Ernst Felix Finn Frank Franz Friedrich Georg Gerhard Günter Hans Hans-Peter Harald Heinrich "
        "Heinz Helmut Herbert Holger Horst Jakob Jan Jens Joachim Johann Jonas Jörg Josef Jürgen Karl Karl-Heinz "
        "Klaus Kurt Lars Leon Ludwig Lukas Manfred Markus Martin Matthias Max Michael Moritz Norbert Oskar Otto "
        "Paul Peter Ralf Rainer Robert Rolf Rüdiger Stefan Sven Thomas Thorsten Tobias Ulrich Uwe Walter Werner "
        "Wilhelm Wolfgang",
        "Albrecht Arnold Bach Bauer Baumann Beck Becker Berger Bergmann Böhm Brandt Braun Busch Dietrich Engel "
        "Ernst Fischer Förster Frank Franke Friedrich Fuchs Graf Groß Günther Haas Hahn Hansen Hartmann Heinrich "
        "Herrmann Hoffmann Hofmann Horn Huber Jäger Jung Kaiser Keller Klein Koch Köhler König Kraft Kramer Krämer "
        "Kraus Krause Krüger Kuhn Kühn Lang Lange Lehmann Lorenz Ludwig Maier Martin Mayer Meier Meyer Möller "
        "Müller Neumann Otto Peters Pfeiffer Pohl Richter Roth Sauer Schäfer Schmid Schmidt Schmitt Schneider "
        "Scholz Schreiber Schröder Schubert Schulte Schulz Schumacher Schuster Schwarz Seidel Simon Sommer Stein "
        "Thomas Vogel Vogt von_Berg Wagner Walter Weber Weiß Werner Winkler Winter Wolf Ziegler Zimmermann",
    ),
    "fr": _names(
        "fr",
        "Adèle Agnès Alice Amélie Anaïs Anne Anne-Marie Aurélie Béatrice Camille Caroline Catherine Cécile Céline "
        "Chantal Chloé Christine Claire Clémence Delphine Élise Élodie Emma Estelle Fanny Florence Françoise "
        "Geneviève Hélène Inès Isabelle Jeanne Joséphine Julie Juliette Laure Léa Louise Lucie Madeleine Manon "
        "Margaux Marie Marion Mathilde Monique Nathalie Nicole Noémie Odile Océane Pauline Sabine Simone Solène "
        "Sophie Sylvie Valérie Véronique Zoé",
        "Adrien Alain Alexandre André Antoine Arnaud Arthur Aurélien Baptiste Benoît Bernard Bruno Cédric "
        "Christophe Clément Damien Denis Didier Émile Éric Étienne Fabien Florian François Frédéric Gabriel Gérard "
        "Gilles Guillaume Henri Hugo Jacques Jean Jean-Luc Jean-Pierre Jérôme Jules Julien Laurent Léon Louis Luc "
        "Lucas Marc Marcel Mathieu Maxime Michel Nicolas Olivier Pascal Paul Philippe Pierre Quentin Raphaël Rémi "
        "René Robert Romain Sébastien Stéphane Théo Thierry Thomas Valentin Vincent Yann Yves",
        "Aubert Barbier Baron Benoit Bernard Bertrand Blanc Blanchard Bonnet Boucher Bourgeois Boyer Brun Caron "
        "Carpentier Charpentier Chevalier Clément Colin Collet Cousin David Deschamps Dubois Dufour Dumas Dumont "
        "Dupont Dupuis Durand Duval Fabre Faure Fleury Fontaine Fournier François Gaillard Garnier Gauthier Gautier "
        "Gérard Girard Giraud Guérin Guillaume Henry Hubert Jacquet Joly Lacroix Laurent Le_Gall Le_Roux Lebrun "
        "Leclerc Lefebvre Lefèvre Legrand Lemaire Lemoine Leroy Lévêque Lucas Marchand Marie Martin Martinez Masson "
        "Mathieu Mercier Meunier Meyer Michel Morel Moreau Morin Moulin Nicolas Noël Olivier Perrin Petit Picard "
        "Pierre Renard Renaud Rey Richard Rivière Robert Robin Roche Rolland Rousseau Roussel Roux Roy Simon Thomas "
        "Vidal Vincent",
    ),
    "nl": _names(
        "nl",
        "Anouk Anke Annemarie Bianca Carla Daphne Elise Emma Esther Eva Femke Fleur Hanneke Ilse Ineke Iris Janneke "
        "Jolanda Julia Karin Lieke Linda Lisa Lotte Maaike Margriet Marieke Marijke Mila Nienke Noor Petra Roos "
        "Sanne Saskia Sophie Tess Willemijn Wilma Yvonne",
        "Arjan Bart Bas Bram Cees Daan Dirk Erik Ferry Finn Gerard Gijs Hans Henk Jan Jasper Jeroen Joost Kees Lars "
        "Luuk Maarten Marcel Mees Michiel Niels Pieter Rob Roel Ruben Sem Sjoerd Stijn Thijs Tim Tom Willem Wim "
        "Wouter",
        "Bakker Bos Brouwer de_Boer de_Bruijn de_Graaf de_Groot de_Haan de_Jong de_Vries de_Wit Dekker Dijkstra "
        "Hendriks Hermans Hoekstra Huisman Jacobs Jansen Janssen Koster Kuiper Maas Meijer Mulder Peters Post Prins "
        "Schouten Smit Smits van_Beek van_Dam van_den_Berg van_der_Linden van_der_Meer van_Dijk van_Leeuwen "
        "van_Vliet Veenstra Verhoeven Vermeulen Visser Vos Willems Wolters",
    ),
    "pt": _names(
        "pt",
        "Adriana Alice Aline Amanda Ana Ana_Paula Beatriz Bruna Camila Carla Cláudia Cristina Daniela Débora "
        "Eduarda Elaine Fabiana Fernanda Flávia Francisca Gabriela Helena Inês Isabela Joana Juliana Júlia Larissa "
        "Laura Letícia Lívia Lúcia Luana Luciana Manuela Márcia Maria Mariana Marta Natália Patrícia Paula Rafaela "
        "Raquel Renata Rita Rosa Sandra Simone Sofia Sônia Tatiana Teresa Vanessa Vera",
        "Adriano Alexandre André Antônio Arthur Augusto Bernardo Bruno Caio Carlos César Cláudio Daniel Davi Diego "
        "Eduardo Fábio Felipe Fernando Flávio Francisco Gabriel Guilherme Gustavo Heitor Henrique Hugo João José "
        "Júlio Leandro Leonardo Lucas Luís Luiz_Carlos Marcelo Márcio Marcos Mateus Miguel Otávio Paulo Pedro "
        "Rafael Renato Ricardo Roberto Rodrigo Rogério Samuel Sérgio Thiago Tomás Vinícius Vítor",
        "Almeida Alves Andrade Araújo Azevedo Barbosa Barros Batista Borges Brito Campos Cardoso Carneiro Carvalho "
        "Castro Correia Costa Cunha da_Silva Dias Duarte Farias Fernandes Ferreira Fonseca Freitas Gomes Gonçalves "
        "Leite Lima Lopes Machado Magalhães Marques Martins Melo Mendes Monteiro Moraes Moreira Moura Nascimento "
        "Neves Nogueira Nunes Oliveira Pereira Pinto Pires Queiroz Ramos Reis Ribeiro Rocha Rodrigues Sampaio "
        "Santana Santos Silva Soares Sousa Tavares Teixeira Vaz Vieira",
    ),
    "zh": _names(
        "zh",
        "Ai Chun Fang Hui Jia Jing Lan Li Lian Lihua Ling Mei Meiling Min Na Ning Qian Qing Rui Shu Ting Wei Xia "
        "Xiu Xue Yan Ying Yu Yue Yun Zhen",
        "Bin Bo Chao Cheng Feng Gang Guang Hai Hao Hong Jian Jie Jun Kai Lei Liang Long Ming Ning Peng Qiang Rong "
        "Tao Wei Wen Xiang Yang Yong Zhi Zhong",
        "Cai Cao Chen Cheng Cui Deng Ding Du Fan Fang Feng Fu Gao Guo Han He Hu Huang Jiang Jin Kong Li Liang Lin "
        "Liu Lu Luo Ma Meng Pan Peng Qian Qin Shen Shi Song Su Sun Tang Tao Tian Wan Wang Wei Wu Xia Xiao Xie Xu "
        "Xue Yan Yang Ye Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu",
    ),
    "hi": _names(
        "hi",
        "Aarti Aditi Amrita Ananya Anita Anjali Asha Bhavna Deepa Divya Gayatri Geeta Indira Ishita Jaya Kavita "
        "Kiran Lakshmi Lata Madhuri Manisha Meena Megha Nandini Neha Nisha Padma Pooja Priya Radha Rani Rekha Ritu "
        "Sangeeta Saroj Savita Shanti Shreya Sita Smita Sneha Sunita Tara Uma Usha Vandana Vidya",
        "Aarav Abhishek Aditya Ajay Akash Amit Anand Anil Arjun Arun Ashok Deepak Dev Dinesh Ganesh Gaurav Harish "
        "Hemant Karan Kiran Krishna Mahesh Manoj Mohan Mukesh Nikhil Nitin Pankaj Prakash Pranav Rahul Raj Rajesh "
        "Rakesh Ramesh Ravi Rohan Sachin Sandeep Sanjay Santosh Shankar Siddharth Sunil Suresh Varun Vijay Vikram "
        "Vinod Vivek Yash",
        "Agarwal Ahuja Arora Bansal Banerjee Bhatia Bhatt Bose Chakraborty Chandra Chatterjee Chauhan Chopra Das "
        "Desai Dutta Gandhi Ghosh Gill Goel Gupta Iyer Jain Jha Joshi Kapoor Kaur Khanna Kulkarni Kumar Malhotra "
        "Mehta Menon Mishra Mukherjee Nair Naidu Pandey Patel Patil Pillai Prasad Rao Reddy Roy Saxena Sen Sethi "
        "Shah Sharma Shetty Shukla Singh Sinha Srivastava Thakur Tiwari Trivedi Varma Verma Yadav",
    ),
    "ar": _names(
        "ar",
        "Aisha Amal Amina Asma Dalia Dina Fadwa Farah Fatima Ghada Hala Hanan Hiba Huda Iman Jamila Khadija Laila "
        "Lina Lubna Maha Mariam Maysa Mona Nadia Najwa Noor Rania Reem Salma Samira Sana Shireen Sumaya Wafa Yasmin "
        "Zahra Zainab",
        "Abdullah Adel Ahmed Ali Amir Anwar Bilal Fadi Faisal Farid Hamza Hassan Hussein Ibrahim Imad Jamal Karim "
        "Khaled Mahmoud Majid Mohammed Munir Mustafa Nabil Nasser Omar Osama Rashid Saeed Salim Samir Sami Tarek "
        "Walid Yasser Youssef Ziad",
        "Abbas Abdallah Al-Amin Al-Hashimi Al-Masri Al-Najjar Al-Sayed Aziz Bakr Darwish El-Sharif Fares Farouk "
        "Ghanem Habib Haddad Hakim Hamdan Hamid Hariri Hassan Hijazi Issa Jaber Kassem Khalil Khan Khoury Mansour "
        "Mahdi Nasr Nassar Qasim Rahman Rashid Saad Sabbagh Said Saleh Salem Shaheen Sharif Suleiman Taha Tawfiq "
        "Yassin Youssef Zaki",
    ),
    "vi": _names(
        "vi",
        "Anh Bích Chi Dung Hà Hằng Hạnh Hoa Hồng Hương Huyền Lan Liên Linh Loan Mai Minh Nga Ngọc Nhung Oanh Phương "
        "Quỳnh Thảo Thanh Thu Thủy Trang Tuyết Vân Xuân Yến",
        "An Bảo Bình Cường Đạt Đức Dũng Duy Hải Hiếu Hoàng Hùng Huy Khang Khoa Kiên Lâm Long Minh Nam Phong Phúc "
        "Quang Quân Sơn Tâm Thắng Thành Tiến Trung Tuấn Việt Vinh",
        "Bùi Cao Châu Đặng Đinh Đỗ Dương Hồ Hoàng Huỳnh Lâm Lê Lý Mai Ngô Nguyễn Phạm Phan Phùng Tạ Thái Trần Trịnh "
        "Trương Võ Vũ Vương",
    ),
    "pl": _names(
        "pl",
        "Agata Agnieszka Alicja Aneta Anna Barbara Beata Danuta Dorota Elżbieta Ewa Grażyna Halina Hanna Iwona "
        "Jadwiga Joanna Jolanta Julia Justyna Karolina Katarzyna Krystyna Magdalena Małgorzata Maria Marta Monika "
        "Natalia Oliwia Renata Stanisława Teresa Urszula Wanda Zofia",
        "Adam Aleksander Andrzej Antoni Bartosz Bogdan Dariusz Dawid Filip Franciszek Grzegorz Henryk Jacek Jakub "
        "Jan Janusz Jerzy Józef Kamil Kazimierz Krzysztof Łukasz Maciej Marcin Marek Mateusz Michał Mikołaj Paweł "
        "Piotr Rafał Robert Ryszard Sławomir Stanisław Szymon Tadeusz Tomasz Wiesław Wojciech Zbigniew",
        "Adamczyk Bąk Dąbrowski Dudek Duda Głowacki Górski Grabowski Jabłoński Jankowski Jasiński Kaczmarek "
        "Kamiński Kowalczyk Kowalski Kozłowski Krawczyk Król Krupa Lewandowski Lis Majewski Malinowski Mazur "
        "Michalak Nowak Nowicki Olszewski Ostrowski Pawlak Pawłowski Piotrowski Rutkowski Sikora Szewczyk Szymański "
        "Wieczorek Wilk Wiśniewski Witkowski Wójcik Woźniak Wróbel Zając Zalewski Zieliński",
    ),
    "tr": _names(
        "tr",
        "Ayşe Aylin Ayten Bahar Banu Berna Canan Ceren Deniz Derya Ebru Ece Elif Emine Esra Fatma Filiz Gizem Gül "
        "Gülay Hale Hatice Hülya İpek Leyla Meltem Meryem Nazan Nermin Nur Özlem Pınar Sevgi Sibel Songül Tülay "
        "Yasemin Zehra Zeynep",
        "Ahmet Ali Alper Arda Barış Berk Burak Can Cem Cemal Deniz Emre Erkan Eren Fatih Furkan Gökhan Hakan Halil "
        "Hasan Hüseyin İbrahim İsmail Kaan Kemal Kerem Levent Mehmet Murat Mustafa Oğuz Okan Onur Orhan Osman Ömer "
        "Selim Serkan Tolga Ufuk Volkan Yusuf",
        "Acar Aksoy Aktaş Arslan Aslan Aydın Bulut Çelik Çetin Çiftçi Demir Demirci Doğan Erdoğan Güler Güneş "
        "Kaplan Kara Karaca Kaya Keskin Kılıç Koç Korkmaz Kurt Öz Özcan Özdemir Özer Özkan Öztürk Polat Sarı Şahin "
        "Şen Şimşek Taş Tekin Tunç Türk Ünal Yavuz Yıldırım Yıldız Yılmaz Yüksel",
    ),
    "sw": _names(
        "sw",
        "Achieng Adhiambo Akinyi Amina Atieno Awino Chebet Cherono Fatuma Grace Halima Jepkoech Kemunto Makena "
        "Moraa Mumbi Mwende Nafula Naliaka Nduta Njeri Nyambura Nyokabi Rehema Wairimu Wambui Wangari Wanjiku "
        "Zawadi Zuhura",
        "Barasa Baraka Juma Kamau Kariuki Karanja Kibet Kimani Kioko Kipchoge Kiprotich Maina Mbugua Mburu Mutua "
        "Mwangi Mwaura Ndungu Ngugi Njoroge Ochieng Odhiambo Okoth Omondi Onyango Otieno Rashidi Simiyu Wafula "
        "Wekesa",
        "Abdi Barasa Chege Cheruiyot Gathoni Gitau Kamau Kariuki Karanja Kibaki Kimani Kipkemboi Kiplagat Koech "
        "Langat Macharia Maina Makori Mbugua Mburu Muriithi Musyoka Mutiso Mutua Mwangi Mwaura Ndungu Ngugi Njenga "
        "Njoroge Nyaga Nyong'o Ochieng Odhiambo Odinga Okello Omondi Onyango Otieno Rotich Simiyu Wafula Wanjala "
        "Wekesa",
    ),
}
# In a hundred families; what a country lacks here, its language has.
MIXES = {
    "US": {"en": 58, "es": 19, "de": 5, "zh": 4, "hi": 4, "vi": 3, "ar": 3, "pl": 2, "fr": 1, "pt": 1},
    "GB": {"en": 76, "hi": 8, "pl": 4, "ar": 5, "zh": 3, "es": 2, "sw": 2},
    "IE": {"en": 85, "pl": 7, "pt": 4, "hi": 4},
    "DE": {"de": 76, "tr": 9, "pl": 6, "ar": 5, "es": 2, "fr": 2},
    "AT": {"de": 82, "tr": 6, "pl": 6, "ar": 6},
    "CH": {"de": 60, "fr": 22, "es": 6, "pt": 6, "tr": 6},
    "FR": {"fr": 78, "ar": 13, "pt": 4, "es": 3, "pl": 2},
    "ES": {"es": 90, "ar": 5, "pt": 2, "fr": 1, "zh": 2},
    "NL": {"nl": 78, "tr": 8, "ar": 8, "pl": 4, "de": 2},
    "CA": {"en": 58, "fr": 22, "zh": 7, "hi": 7, "ar": 4, "pl": 2},
    "AU": {"en": 74, "zh": 9, "hi": 8, "vi": 5, "ar": 4},
    "NZ": {"en": 78, "zh": 10, "hi": 12},
    "ZA": {"en": 60, "sw": 20, "nl": 15, "hi": 5},
    "IN": {"hi": 92, "ar": 8},
    "AE": {"ar": 45, "hi": 40, "en": 15},
    "KE": {"sw": 88, "hi": 6, "ar": 6},
}
LANGUAGE_MIXES = {language: {language: 100} for language in NAMES}


def mix_of(country: str, language: str) -> dict[str, int]:
    """From the names of NAMES to how many in a hundred families have them."""
    return MIXES.get(country) or LANGUAGE_MIXES.get(language) or LANGUAGE_MIXES["en"]
