//! [`Side`]: one holder at a time, who sees all that the last one did.

use crate::rt::sync::claim::Side;
use loom::sync::Arc;
use loom::thread;

/// Adds one under the claim; answers whether it got the claim.
fn add_one(side: &Side<u32>) -> bool {
    side.claim().is_some_and(|mut held| {
        *held += 1;
        true
    })
}

#[test]
fn whoever_holds_a_side_is_alone_and_sees_what_went_before() {
    loom::model(|| {
        let side = Arc::new(Side::new(0));
        let others = [0; 2].map(|_| {
            let side = side.clone();
            thread::spawn(move || add_one(&side))
        });
        let mut added = u32::from(add_one(&side));
        for other in others {
            added += u32::from(other.join().unwrap());
        }
        assert!(added >= 1, "somebody is always the first");
        assert_eq!(*side.claim().unwrap(), added);
    });
}

#[test]
fn a_claim_that_fails_leaves_the_side_to_its_holder() {
    loom::model(|| {
        let side = Arc::new(Side::new(0));
        let held = side.claim().unwrap();
        let other = {
            let side = side.clone();
            thread::spawn(move || add_one(&side) || add_one(&side))
        };
        assert!(!other.join().unwrap());
        assert_eq!(*held, 0);
        drop(held);
        assert!(add_one(&side));
    });
}
