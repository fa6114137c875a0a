package dev.bellows.k8s.port;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * An object that is to be created, with its JSON where that stands somewhere already: writing it is a good part of what a call costs.
 *
 * @param object the object
 * @param json the same object as JSON; empty to have it written
 * @param <T> the model class
 */
public record Written<T extends HasMetadata>(T object, Optional<String> json) {
    /** An object whose JSON stands nowhere. */
    public static <T extends HasMetadata> Written<T> of(T object) {
        return new Written<>(object, Optional.empty());
    }
}
