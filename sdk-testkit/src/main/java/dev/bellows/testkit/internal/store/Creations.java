package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes new objects: fills in what the API fills in and refuses what it refuses. */
final class Creations {

    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Registry registry;
    private final Quotas quotas;
    private final InstantSource clock;
    private final SplittableRandom random;

    Creations(Registry registry, Quotas quotas, InstantSource clock, long seed) {
        this.registry = registry;
        this.quotas = quotas;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    ObjectNode create(ResourceType type, String namespace, ObjectNode body, boolean dryRun) {
        ObjectNode object = prepare(type, namespace, body);
        String name = Metadata.name(object);
        List<Cause> causes = ObjectRules.onCreate(type, object);
        if (!causes.isEmpty()) {
            throw ApiException.invalid(type, name, causes);
        }
        ObjectKey key = new ObjectKey(namespace, name);
        Optional<ObjectNode> holder = registry.find(type, key);
        if (holder.isPresent()) {
            throw ApiException.alreadyExists(type, name, Metadata.isDeleting(holder.get()));
        }
        quotas.check(type, namespace, object);
        return dryRun ? object : registry.insert(new ObjectRef(type, key), object);
    }

    private ObjectNode prepare(ResourceType type, String namespace, ObjectNode body) {
        Bodies.checkKind(type, body);
        Bodies.checkNamespace(body, namespace);
        ObjectNode object = Bodies.normalised(body);
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Metadata.of(object);
        String stem = Metadata.text(object, "generateName");
        if (Metadata.name(object).isEmpty() && !stem.isEmpty()) {
            metadata.put("name", stem + suffix());
        }
        checkNamespaceAccepts(type, namespace, Metadata.name(object));
        if (type.namespaced()) {
            metadata.put("namespace", namespace);
        }
        metadata.remove(List.of(
                "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"));
        metadata.put("uid", uid()).put("creationTimestamp", Metadata.timestamp(clock.instant()));
        if (type.hasGeneration()) {
            metadata.put("generation", 1);
        }
        Defaults.fill(type, object);
        return object;
    }

    private void checkNamespaceAccepts(ResourceType type, String namespace, String name) {
        if (type.namespaced()) {
            ObjectNode holder = registry.get(ResourceType.NAMESPACES, new ObjectKey("", namespace));
            if (Metadata.isDeleting(holder)) {
                throw ApiException.namespaceTerminating(type, name, namespace);
            }
        }
    }

    private String uid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low).toString();
    }

    private String suffix() {
        StringBuilder suffix = new StringBuilder();
        random.ints(5, 0, NAME_LETTERS.length()).forEach(i -> suffix.append(NAME_LETTERS.charAt(i)));
        return suffix.toString();
    }
}
