print("mirrorward")
