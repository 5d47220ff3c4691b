// The elements of Java arrays on their way through JavaCPP's glue: copies of our own, overwritten before they are freed.
// What Get<Type>ArrayElements gives is a copy too, which the JVM frees as it is. `build` puts these in their place.
#pragma once

#include <jni.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace parley {

inline void readRegion(JNIEnv* env, jbyteArray from, jsize n, jbyte* to) { env->GetByteArrayRegion(from, 0, n, to); }
inline void readRegion(JNIEnv* env, jintArray from, jsize n, jint* to) { env->GetIntArrayRegion(from, 0, n, to); }
inline void readRegion(JNIEnv* env, jlongArray from, jsize n, jlong* to) { env->GetLongArrayRegion(from, 0, n, to); }
inline void readRegion(JNIEnv* env, jdoubleArray from, jsize n, jdouble* to) {
    env->GetDoubleArrayRegion(from, 0, n, to);
}
inline void writeRegion(JNIEnv* env, jbyteArray to, jsize n, const jbyte* x) { env->SetByteArrayRegion(to, 0, n, x); }
inline void writeRegion(JNIEnv* env, jintArray to, jsize n, const jint* x) { env->SetIntArrayRegion(to, 0, n, x); }
inline void writeRegion(JNIEnv* env, jlongArray to, jsize n, const jlong* x) { env->SetLongArrayRegion(to, 0, n, x); }
inline void writeRegion(JNIEnv* env, jdoubleArray to, jsize n, const jdouble* x) {
    env->SetDoubleArrayRegion(to, 0, n, x);
}

template <typename Array>
struct ElementOf;
template <>
struct ElementOf<jbyteArray> {
    using type = jbyte;
};
template <>
struct ElementOf<jintArray> {
    using type = jint;
};
template <>
struct ElementOf<jlongArray> {
    using type = jlong;
};
template <>
struct ElementOf<jdoubleArray> {
    using type = jdouble;
};

template <typename Array>
typename ElementOf<Array>::type* takeElements(JNIEnv* env, Array array) {
    using T = typename ElementOf<Array>::type;
    jsize n = env->GetArrayLength(array);
    T* copy = static_cast<T*>(std::malloc(n == 0 ? 1 : n * sizeof(T)));
    if (copy == nullptr) {
        env->FatalError("out of memory for the elements of an array");
    }
    readRegion(env, array, n, copy);
    return copy;
}

// As Release<Type>ArrayElements: mode 0 writes back what was changed, JNI_ABORT does not.
template <typename Array>
void giveElements(JNIEnv* env, Array array, typename ElementOf<Array>::type* copy, jint mode) {
    jsize n = env->GetArrayLength(array);
    if (mode != JNI_ABORT) writeRegion(env, array, n, copy);
    explicit_bzero(copy, n * sizeof *copy);
    std::free(copy);
}

}  // namespace parley
