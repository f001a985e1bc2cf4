//! [`Claimable`]: it has one holder at a time, who sees all that the last holder wrote.

use crate::rt::sync::claim::Claimable;
use loom::sync::Arc;
use loom::thread;

/// Adds one under the claim. Returns true if it got the claim.
fn add_one(value: &Claimable<u32>) -> bool {
    value.claim().is_some_and(|mut held| {
        *held += 1;
        true
    })
}

#[test]
fn a_holder_is_alone_and_sees_what_the_last_one_wrote() {
    loom::model(|| {
        let value = Arc::new(Claimable::new(0));
        let others = [0; 2].map(|_| {
            let value = value.clone();
            thread::spawn(move || add_one(&value))
        });
        let mut added = u32::from(add_one(&value));
        for other in others {
            added += u32::from(other.join().unwrap());
        }
        assert!(added >= 1, "one claim always succeeds");
        assert_eq!(*value.claim().unwrap(), added);
    });
}

#[test]
fn a_failed_claim_leaves_the_value_to_its_holder() {
    loom::model(|| {
        let value = Arc::new(Claimable::new(0));
        let held = value.claim().unwrap();
        let other = {
            let value = value.clone();
            thread::spawn(move || add_one(&value) || add_one(&value))
        };
        assert!(!other.join().unwrap());
        assert_eq!(*held, 0);
        drop(held);
        assert!(add_one(&value));
    });
}
