package dev.bellows.k8s.internal.cleanup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The UIDs that keep a run's objects apart from those of a later run of the same key, which has the same names and labels. Pure.
 *
 * @param record the run's record; empty if none was made
 * @param driver the driver of its attempt, if one is known
 */
public record Owners(Optional<String> record, Optional<String> driver) {
    /** Whether an object belongs to the record. */
    boolean own(HasMetadata object) {
        return record.filter(uid -> owners(object).anyMatch(uid::equals)).isPresent();
    }

    /** Of all pods that were listed those of the run: its drivers, and what they own. */
    <T extends HasMetadata> List<T> among(List<T> pods) {
        Set<String> drivers = new HashSet<>();
        driver.ifPresent(drivers::add);
        pods.stream().filter(this::own).map(Owners::uid).forEach(drivers::add);
        return pods.stream()
                .filter(pod -> drivers.contains(uid(pod)) || owners(pod).anyMatch(drivers::contains))
                .toList();
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private static Stream<String> owners(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream().map(OwnerReference::getUid);
    }
}
