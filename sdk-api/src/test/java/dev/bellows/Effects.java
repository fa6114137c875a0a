package dev.bellows;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a call or a method reference does that no test could undo. */
final class Effects {
    private static final String CONSTRUCTOR = "<init>";

    private static final Map<Class<?>, Set<String>> CLOCKS = Map.of(
            System.class, Set.of("nanoTime", "currentTimeMillis"),
            Thread.class, Set.of("sleep"),
            TimeUnit.class, Set.of("sleep"),
            LockSupport.class, Set.of("parkNanos", "parkUntil"),
            Date.class, Set.of(CONSTRUCTOR));

    private Effects() {}

    static boolean knowsTheTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean now =
                owner.getPackageName().equals("java.time") && access.getName().equals("now");
        return now
                || CLOCKS.entrySet().stream()
                        .anyMatch(clock -> owner.isEquivalentTo(clock.getKey())
                                && clock.getValue().contains(access.getName()));
    }

    static boolean startsThreads(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean made = owner.isAssignableTo(Thread.class) && access.getName().equals(CONSTRUCTOR);
        boolean common = owner.isAssignableTo(CompletionStage.class) && isOnTheCommonThreads(access);
        return made
                || common
                || owner.isAssignableTo(ExecutorService.class)
                || owner.isEquivalentTo(Executors.class)
                || owner.isAssignableTo(Timer.class);
    }

    private static boolean isOnTheCommonThreads(JavaAccess<?> access) {
        return access.getName().endsWith("Async")
                && access.getTarget() instanceof CodeUnitCallTarget target
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Executor.class));
    }
}
