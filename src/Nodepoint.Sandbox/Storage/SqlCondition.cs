using System.Globalization;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// The panel writes IDs into its statements unchecked, so an ID can be any condition. It is parsed and evaluated in this class, never passed to SQLite.
/// </summary>
internal sealed class SqlCondition
{
    private delegate object? Term(Row row);

    // The database cuts longer names in its message.
    private const int LongestName = 192;

    private readonly SqlTokens tokens;
    private readonly TableDefinition table;

    // The database reports unknown columns only if the syntax of the whole statement is valid.
    private SqlFault? unknown;

    private SqlCondition(string text, TableDefinition table)
    {
        tokens = new SqlTokens(text);
        this.table = table;
    }

    public static Func<Row, bool> Parse(string text, TableDefinition table)
    {
        var condition = new SqlCondition(text, table);
        var term = condition.Either();
        if (condition.tokens.Take("LIMIT")) condition.tokens.TakeNumber();
        // A semicolon ends the statement; anything after it is a syntax error.
        if (condition.tokens.Take(";") || !condition.tokens.IsAtEnd) throw condition.tokens.SyntaxError();
        if (condition.unknown is { } fault) throw fault;
        return row => IsTrue(term(row)) == true;
    }

    private Term Either()
    {
        var left = Both();
        while (tokens.Take("OR") || tokens.Take("||") || tokens.Take("XOR"))
        {
            var (a, b) = (left, Both());
            left = row => (IsTrue(a(row)), IsTrue(b(row))) switch { (true, _) or (_, true) => 1d, (null, _) or (_, null) => null, _ => 0d };
        }
        return left;
    }

    private Term Both()
    {
        var left = Negated();
        while (tokens.Take("AND") || tokens.Take("&&"))
        {
            var (a, b) = (left, Negated());
            left = row => (IsTrue(a(row)), IsTrue(b(row))) switch { (false, _) or (_, false) => 0d, (null, _) or (_, null) => null, _ => 1d };
        }
        return left;
    }

    private Term Negated()
    {
        if (!tokens.Take("NOT")) return Compared();
        var inner = Negated();
        return row => IsTrue(inner(row)) is { } value ? (value ? 0d : 1d) : null;
    }

    private Term Compared()
    {
        var left = Bits(0);
        while (true)
        {
            var a = left;
            if (tokens.TakeAny(["<=>", "<>", "!=", "<=", ">=", "=", "<", ">"]) is { } sign)
            {
                var b = Bits(0);
                left = row => Compare(sign, a(row), b(row));
            }
            else if (tokens.Take("IS"))
            {
                var isNot = tokens.Take("NOT");
                left = Is(a, isNot);
            }
            else
            {
                var isNot = tokens.Take("NOT");
                if (tokens.Take("LIKE")) left = Like(a, Bits(0), isNot);
                else if (tokens.Take("IN")) left = In(a, List(), isNot);
                else if (tokens.Take("BETWEEN")) left = Between(a, isNot);
                else if (isNot) throw tokens.SyntaxError();
                else return left;
            }
        }
    }

    private Term Is(Term value, bool isNot)
    {
        if (tokens.Take("NULL")) return row => value(row) is null != isNot ? 1d : 0d;
        bool? wanted = tokens.Take("TRUE") ? true : tokens.Take("FALSE") ? false : tokens.Take("UNKNOWN") ? null : throw tokens.SyntaxError();
        return row => IsTrue(value(row)) == wanted != isNot ? 1d : 0d;
    }

    // In ascending precedence: |, &, shifts; then sums and products.
    private Term Bits(int level)
    {
        string[][] signs = [["|"], ["&"], ["<<", ">>"]];
        if (level == signs.Length) return Sum();
        var left = Bits(level + 1);
        while (!tokens.IsAt("||") && !tokens.IsAt("&&") && tokens.TakeAny(signs[level]) is { } sign)
        {
            var (a, b) = (left, Bits(level + 1));
            left = row => Calculate(sign, a(row), b(row));
        }
        return left;
    }

    private Term Sum()
    {
        var left = Product();
        while (tokens.TakeAny(["+", "-"]) is { } sign)
        {
            var (a, b) = (left, Product());
            left = row => Calculate(sign, a(row), b(row));
        }
        return left;
    }

    private Term Product()
    {
        var left = Signed();
        while (!tokens.IsAt("/*") && tokens.TakeAny(["*", "/", "%", "DIV", "MOD", "^"]) is { } sign)
        {
            var (a, b) = (left, Signed());
            left = row => Calculate(sign, a(row), b(row));
        }
        return left;
    }

    private Term Signed()
    {
        if (tokens.Take("+")) return Signed();
        if (tokens.Take("-")) return Signed() is var inner ? row => Calculate("-", 0d, inner(row)) : inner;
        if (tokens.Take("~")) return Signed() is var bits ? row => Calculate("^", (double)ulong.MaxValue, bits(row)) : bits;
        if (tokens.Take("!")) return Signed() is var plain ? row => IsTrue(plain(row)) is { } value ? (value ? 0d : 1d) : null : plain;
        return Single();
    }

    private Term Single()
    {
        if (tokens.Take("("))
        {
            var inner = Either();
            tokens.Expect(")");
            return inner;
        }
        if (tokens.Take("TRUE")) return _ => 1d;
        if (tokens.Take("FALSE")) return _ => 0d;
        if (tokens.Take("NULL")) return _ => null;
        if (tokens.TakeNumber() is { } number) return _ => number;
        if (tokens.TakeText() is { } text) return _ => text;
        if (tokens.TakeVariable()) return _ => null;
        if (tokens.TakeName() is { } name) return Column(name);
        tokens.TakeOpening();
        throw tokens.SyntaxError();
    }

    private Term Column(string name)
    {
        if (tokens.Take("(")) throw new SqlFault($"FUNCTION dbispconfig.{name} does not exist");
        var parts = new List<string> { name };
        while (parts.Count < 3 && tokens.TakeQualifier()) parts.Add(tokens.TakeName(isQualified: true) ?? throw tokens.SyntaxError());
        var isOfTable = parts.Count == 1 || (parts.Count == 2 && parts[0] == table.Name) || (parts.Count == 3 && parts[0] == "dbispconfig" && parts[1] == table.Name);
        var at = isOfTable ? table.IndexOf(parts[^1]) : -1;
        if (at < 0)
        {
            var path = string.Join('.', parts);
            unknown ??= new SqlFault($"Unknown column '{(path.Length > LongestName ? path[..LongestName] : path)}' in 'WHERE'");
            return _ => null;
        }
        var isNumber = table.Columns[at].IsNumber;
        return row => row.Values[at] is { } value && isNumber ? NumericText.Prefix(value) : row.Values[at];
    }

    private List<Term> List()
    {
        tokens.Expect("(");
        var items = new List<Term> { Sum() };
        while (tokens.Take(",")) items.Add(Sum());
        tokens.Expect(")");
        return items;
    }

    private Term Between(Term value, bool isNot)
    {
        var low = Sum();
        if (!tokens.Take("AND")) throw tokens.SyntaxError();
        var high = Sum();
        return row => Compare(">=", value(row), low(row)) is double a && Compare("<=", value(row), high(row)) is double b
            ? (a * b > 0) != isNot ? 1d : 0d
            : null;
    }

    private static Term In(Term value, List<Term> items, bool isNot) =>
        row => items.Exists(item => Compare("=", value(row), item(row)) is 1d) != isNot ? 1d : 0d;

    private static Term Like(Term value, Term pattern, bool isNot) =>
        row => value(row) is { } text && pattern(row) is { } form ? MysqlText.IsLike(Text(text), Text(form)) != isNot ? 1d : 0d : null;

    private static object? Compare(string sign, object? a, object? b)
    {
        if (sign == "<=>") return a is null || b is null ? (a is null == b is null ? 1d : 0d) : Compare("=", a, b);
        if (a is null || b is null) return null;
        var order = a is string left && b is string right
            ? string.CompareOrdinal(MysqlText.Fold(left.TrimEnd(' ')), MysqlText.Fold(right.TrimEnd(' ')))
            : Number(a).CompareTo(Number(b));
        var holds = sign switch { "=" => order == 0, "<>" or "!=" => order != 0, "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
        return holds ? 1d : 0d;
    }

    private static object? Calculate(string sign, object? a, object? b)
    {
        if (a is null || b is null) return null;
        var (x, y) = (Number(a), Number(b));
        return sign switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "|" => (double)(Bits(x) | Bits(y)),
            "&" => (double)(Bits(x) & Bits(y)),
            "^" => (double)(Bits(x) ^ Bits(y)),
            "<<" => y >= 64 ? 0d : (double)(Bits(x) << (int)y),
            ">>" => y >= 64 ? 0d : (double)(Bits(x) >> (int)y),
            _ when y == 0 => null,
            "/" => x / y,
            "DIV" => Math.Truncate(x / y),
            _ => x % y,
        };
    }

    private static ulong Bits(double number) => number < 0 ? (ulong)(long)Math.Round(number) : number >= ulong.MaxValue ? ulong.MaxValue : (ulong)Math.Round(number);

    private static bool? IsTrue(object? value) => value is null ? null : Number(value) != 0;

    private static double Number(object value) => value is double number ? number : NumericText.Prefix((string)value);

    private static string Text(object value) => value as string ?? ((double)value).ToString(CultureInfo.InvariantCulture);
}
