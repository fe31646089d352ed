# tries: compute numbers with billions of digits
# limits: seconds=1 memory_mb=128
# forbids: ESCAPED
number = 3 ** (10**8)
while True:
    number = number * number
    if number > 10 ** (10**9):
        print("ESCAPED the deadline")
