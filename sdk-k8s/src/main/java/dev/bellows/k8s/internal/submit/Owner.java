package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.port.Written;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A record as the owner of its run's objects: they go when it goes.
 *
 * @param name the record's name
 * @param uid its UID
 */
record Owner(String name, String uid) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String METADATA = "\"metadata\":{";

    static Owner of(ObjectMeta record) {
        return new Owner(record.getName(), record.getUid());
    }

    /** Whether an object belongs to an earlier record of this name: it goes as that one has. */
    boolean hasLeft(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> "ConfigMap".equals(owner.getKind())
                        && name.equals(owner.getName())
                        && !uid.equals(owner.getUid()));
    }

    /** Whether an object's controller is this record. */
    boolean owns(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> uid.equals(owner.getUid()) && Boolean.TRUE.equals(owner.getController()));
    }

    /** The object, owned. */
    <T extends HasMetadata> T own(T object) {
        object.getMetadata().setOwnerReferences(List.of(reference()));
        return object;
    }

    /**
     * The object, owned, in JSON as well.
     *
     * @param json the object without an owner as JSON, its version and kind first, as this process has written it
     */
    <T extends HasMetadata> Written<T> own(T object, String json) {
        int metadata = json.indexOf(METADATA) + METADATA.length();
        String owned =
                json.substring(0, metadata) + "\"ownerReferences\":" + references() + "," + json.substring(metadata);
        return new Written<>(own(object), Optional.of(owned));
    }

    private String references() {
        try {
            return MAPPER.writeValueAsString(List.of(reference()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an owner reference is plain data", e);
        }
    }

    private OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(name)
                .withUid(uid)
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
