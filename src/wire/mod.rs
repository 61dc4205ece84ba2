//! Wire -> reports: what is in a payload, which communications it has, whose they are, and what it
//! says of the time of each.
//!
//! | module | what it does |
//! |---|---|
//! | `envelope` | opens events, pages and lists |
//! | `payload`, `flat`, `media` | the layouts, and the names of the media |
//! | `communication` | one communication on its own, and what else is taken for one |
//! | `items` | gives the communications of a payload one by one |
//! | `participant` | what a participant says beside its communication |
//! | `conversation` | what a payload says of a conversation as a whole |
//! | `report` | what a payload says of the time of one communication, as numbers |
//! | `texts` | what it says beside the time |

pub(crate) mod communication;
pub(crate) mod conversation;
pub(crate) mod envelope;
pub(crate) mod flat;
pub(crate) mod items;
pub(crate) mod media;
pub(crate) mod participant;
pub(crate) mod payload;
pub(crate) mod report;
pub(crate) mod texts;
