package parley.mhe.machine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** What the operating system says when a file cannot be written. Stateless. */
public final class DiskErrors {
  /** A full disk, a used up quota, a limit on the size of files. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  private DiskErrors() {}

  /** The reason in a few words, without the path where the system's message has it. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something is there already";
    }
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Whether a failure says that there is no room. */
  public static boolean isFull(Throwable e) {
    String message = e.getMessage();
    return e instanceof IOException && message != null && FULL.stream().anyMatch(message::contains);
  }

  /** Whether a failure says that this process has no file handle left. */
  public static boolean isOutOfHandles(Throwable e) {
    return e.getMessage() != null && e.getMessage().contains("Too many open files");
  }
}
