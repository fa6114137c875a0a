package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Draws the consequences of each change for owners and dependents, as the garbage collector and the namespace
 * controller of Kubernetes do, until nothing follows. Guarded by the store's lock.
 */
final class GarbageCollector {

    private final Registry registry;
    private final Deletions deletions;

    GarbageCollector(Registry registry, Deletions deletions) {
        this.registry = registry;
        this.deletions = deletions;
    }

    void settle() {
        for (Change change = registry.nextUnsettled(); change != null; change = registry.nextUnsettled()) {
            settle(change);
        }
    }

    private void settle(Change change) {
        ObjectRef ref = change.ref();
        ObjectNode before = change.before();
        if (change.type() == WatchEvent.Type.DELETED) {
            registry.dependentsOf(Metadata.uid(change.after())).forEach(this::collectIfUnowned);
            reviewNamespace(ref.key().namespace());
        } else {
            collectIfUnowned(ref);
            reviewDependents(ref);
        }
        if (ref.type().equals(ResourceType.NAMESPACES)) {
            reviewNamespace(ref.key().name());
        }
        if (before != null) {
            Metadata.owners(before)
                    .forEach(owner -> registry.findUid(owner.uid()).ifPresent(this::reviewDependents));
        }
    }

    /** Deletes an object whose owners are all gone or going; drops the gone ones if another stays. */
    private void collectIfUnowned(ObjectRef ref) {
        ObjectNode object = registry.find(ref).orElse(null);
        if (object == null || Metadata.isDeleting(object)) {
            return;
        }
        List<Owner> owners = Metadata.owners(object);
        List<Owner> lost = owners.stream().filter(owner -> !stays(ref, owner)).toList();
        if (lost.isEmpty()) {
            return;
        }
        if (lost.size() < owners.size()) {
            ObjectNode next = Bodies.reopened(object);
            lost.forEach(owner -> Metadata.dropOwner(next, owner.uid()));
            registry.update(ref, next);
            return;
        }
        DeleteOptions options = DeleteOptions.DEFAULT.withUid(Metadata.uid(object));
        boolean waited = lost.stream().anyMatch(owner -> isWaiting(ref, owner));
        boolean hasDependents = !registry.dependentsOf(Metadata.uid(object)).isEmpty();
        deletions.delete(
                ref, waited && hasDependents ? options.withPropagation(DeleteOptions.Propagation.FOREGROUND) : options);
    }

    /** Lets an object go that waits for its dependents, or for their release. */
    private void reviewDependents(ObjectRef ref) {
        ObjectNode object = registry.find(ref).orElse(null);
        if (object == null || !Metadata.isDeleting(object)) {
            return;
        }
        String uid = Metadata.uid(object);
        List<String> finalizers = Metadata.finalizers(object);
        if (finalizers.contains(Deletions.ORPHAN)) {
            registry.dependentsOf(uid).forEach(dependent -> release(dependent, uid));
            removeFinalizer(ref, Deletions.ORPHAN);
        } else if (finalizers.contains(Deletions.FOREGROUND)) {
            registry.dependentsOf(uid).forEach(this::collectIfUnowned);
            if (registry.dependentsOf(uid).stream().noneMatch(dependent -> blocks(dependent, uid))) {
                removeFinalizer(ref, Deletions.FOREGROUND);
            }
        }
    }

    private void release(ObjectRef dependent, String uid) {
        registry.find(dependent).ifPresent(object -> {
            ObjectNode next = Bodies.reopened(object);
            Metadata.dropOwner(next, uid);
            registry.update(dependent, next);
        });
    }

    private void removeFinalizer(ObjectRef ref, String finalizer) {
        registry.find(ref).ifPresent(object -> {
            ObjectNode next = Bodies.reopened(object);
            Metadata.setFinalizers(
                    next,
                    Metadata.finalizers(object).stream()
                            .filter(held -> !held.equals(finalizer))
                            .toList());
            if (Deletions.isDone(ref.type(), next)) {
                registry.remove(ref, next);
            } else {
                registry.update(ref, next);
            }
        });
    }

    private boolean blocks(ObjectRef dependent, String uid) {
        return registry.find(dependent).stream()
                .flatMap(object -> Metadata.owners(object).stream())
                .anyMatch(owner -> owner.uid().equals(uid) && owner.blocksDeletion());
    }

    /** Whether an owner exists and does not wait for its dependents to go. */
    private boolean stays(ObjectRef dependent, Owner owner) {
        if (ResourceType.ofKind(owner.apiVersion(), owner.kind()).isEmpty()) {
            return true;
        }
        return find(dependent, owner).isPresent() && !isWaiting(dependent, owner);
    }

    private boolean isWaiting(ObjectRef dependent, Owner owner) {
        return find(dependent, owner)
                .filter(object -> Metadata.isDeleting(object)
                        && Metadata.finalizers(object).contains(Deletions.FOREGROUND))
                .isPresent();
    }

    /** An owner counts only in the namespace of its dependent, or without one. */
    private Optional<ObjectNode> find(ObjectRef dependent, Owner owner) {
        return registry.findUid(owner.uid())
                .filter(ref -> ref.type().kind().equals(owner.kind())
                        && (!ref.type().namespaced()
                                || ref.key().namespace().equals(dependent.key().namespace())))
                .flatMap(registry::find);
    }

    /** Empties a namespace that is being deleted, and removes it when it is empty. */
    private void reviewNamespace(String name) {
        ObjectRef namespace = new ObjectRef(ResourceType.NAMESPACES, new ObjectKey("", name));
        ObjectNode object = registry.find(namespace).orElse(null);
        if (object == null || !Metadata.isDeleting(object)) {
            return;
        }
        boolean empty = true;
        for (ResourceType type : ResourceType.all()) {
            if (type.namespaced()) {
                List.copyOf(registry.scope(type, name).keySet())
                        .forEach(key -> deleteContent(new ObjectRef(type, key)));
                empty &= registry.scope(type, name).isEmpty();
            }
        }
        if (empty && registry.find(namespace).isPresent()) {
            registry.remove(namespace, object);
        }
    }

    private void deleteContent(ObjectRef ref) {
        if (registry.find(ref).filter(object -> !Metadata.isDeleting(object)).isPresent()) {
            deletions.delete(ref, DeleteOptions.DEFAULT);
        }
    }
}
