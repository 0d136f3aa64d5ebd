"""A station is named after a place, or after somebody; an officer is not."""

import pytest

from menus.text import station_names

_STATIONS = """
Pangani, Kawangware, Muthangari, Huruma, Kilimani, Kayole, Satellite, DTM, Kabete, Starehe, Central, Muthaiga, Kasarani,
Parklands, Kamukunji, Shauri Moyo, Makongeni, Jogoo Road, Buruburu, Soweto, Mathare, Ruai, Embakasi, Langata, Karen,
Githurai, Ruaraka, Mwiki, Hardy, Spring Valley, Gigiri, Runda, Industrial Area, Bondeni, Njiru, Kiamaiko, Dandora,
Kinyago, Mowlem, Riruta, Capitol Hill, Akila, Dagoretti, Mutuini, Waithaka, Ngong, Kiserian, KICC, Railways, Kware,
Villa, Utawala, Kamiti, Kariobangi, Kenyatta Hospital, Moi Airbase, Jomo Kenyatta, Eastleigh North, Ziwani, Gikomba,
Nakuru Central, Kisumu Central, Bondeni Nakuru, Karuri, Mlango Kubwa, Lower Kabete, Upper Hill, Mountain View, Kibra,
Laini Saba, Golf Course, Jamhuri, Nairobi West, South B, Mukuru, Reuben, Mukuru Kwa Njenga, Kwa Njenga, Ongata Rongai,
Bahati, Maringo, Kimathi, Jericho, Umoja, Obama, Kaberia, Patrol Base, Chief Camp, Pangani Post, Kayole Patrol Base,
St Mary, Wilson, Wilson Airport, City Square, Baba Dogo, Lucky Summer, Zimmerman, Kahawa West, Homa Bay, Mtito Andei
"""


@pytest.mark.parametrize("name", [name.strip() for name in _STATIONS.replace("\n", " ").split(",")])
def test_real_stations_are_no_persons(name: str) -> None:
    assert station_names.person_in(name) == ""


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Pangani Kamau Otieno", "Kamau Otieno"),
        ("Kamau Otieno", "Kamau Otieno"),
        ("kamau otieno", "kamau otieno"),
        ("Peter Kamau", "Peter Kamau"),
        ("Faith Wanjiku", "Faith Wanjiku"),
        ("Pangani Kamau", "Kamau"),
        ("Huruma Wanjiku", "Wanjiku"),
        ("OCS Wafula", "OCS Wafula"),
        ("Pangani OCS Otieno", "OCS Otieno"),
        ("Inspector Mwangi", "Inspector Mwangi"),
        ("Sgt Ouma", "Sgt Ouma"),
    ],
)
def test_officers_are_found(name: str, person: str) -> None:
    assert station_names.person_in(name) == person


@pytest.mark.parametrize("name", ["Wafula", "Karuri", "Wilson"])
def test_one_name_alone_may_be_a_stations(name: str) -> None:
    """Nobody can tell a station that bears a name from an officer by the name alone."""
    assert station_names.person_in(name) == ""
