package parley.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests that the build gives a JVM of its own: one that searches or measures its memory,
 * loads the native library otherwise, or needs Spark set up otherwise. The others of a module share
 * one.
 */
@Tag("own-jvm")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnJvm {}
