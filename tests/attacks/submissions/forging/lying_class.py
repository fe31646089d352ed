# tries: lie about types: __class__, __instancecheck__, metaclasses
class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Liar(metaclass=Meta):
    __class__ = float

    def __eq__(self, other):
        return True

    __hash__ = None


answer = Liar()
double = scale = label = lambda *_: Liar()
