package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The program that a job runs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JarApplication.class, name = "jar"),
    @JsonSubTypes.Type(value = PythonApplication.class, name = "python"),
    @JsonSubTypes.Type(value = RApplication.class, name = "r"),
    @JsonSubTypes.Type(value = ClassApplication.class, name = "class"),
    @JsonSubTypes.Type(value = ConnectServer.class, name = "connect")
})
public sealed interface Application
        permits JarApplication, PythonApplication, RApplication, ClassApplication, ConnectServer {
    /** The program's arguments, in order. */
    List<String> args();

    /** What a reader makes of this kind of program. */
    <T> T read(Reader<T> reader);

    /**
     * One answer for each kind of program.
     *
     * @param <T> the answer
     */
    interface Reader<T> {
        /** The answer for a jar. */
        T jar(JarApplication application);

        /** The answer for a Python script. */
        T python(PythonApplication application);

        /** The answer for an R script. */
        T r(RApplication application);

        /** The answer for a class of the image. */
        T ofClass(ClassApplication application);

        /** The answer for a Spark Connect server. */
        T connect(ConnectServer application);
    }
}
