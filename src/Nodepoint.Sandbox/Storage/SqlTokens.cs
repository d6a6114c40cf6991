using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Splits a condition into tokens; reports the position of a syntax error as MariaDB does.</summary>
internal sealed partial class SqlTokens
{
    // Reserved words, which name a column only when quoted.
    private static readonly HashSet<string> Reserved = new((
        "ACCESSIBLE ADD ALL ALTER ANALYZE AND AS ASC ASENSITIVE BEFORE BETWEEN BIGINT BINARY BLOB BOTH BY CALL CASCADE CASE CHANGE CHAR CHARACTER CHECK COLLATE "
        + "COLUMN CONDITION CONSTRAINT CONTINUE CONVERT CREATE CROSS CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DATABASES "
        + "DAY_HOUR DAY_MICROSECOND DAY_MINUTE DAY_SECOND DEC DECIMAL DECLARE DEFAULT DELAYED DELETE DESC DESCRIBE DETERMINISTIC DISTINCT DISTINCTROW DIV DOUBLE DROP "
        + "DUAL EACH ELSE ELSEIF ENCLOSED ESCAPED EXCEPT EXISTS EXIT EXPLAIN FALSE FETCH FLOAT FLOAT4 FLOAT8 FOR FORCE FOREIGN FROM FULLTEXT GRANT GROUP HAVING "
        + "HIGH_PRIORITY HOUR_MICROSECOND HOUR_MINUTE HOUR_SECOND IF IGNORE IN INDEX INFILE INNER INOUT INSENSITIVE INSERT INT INT1 INT2 INT3 INT4 INT8 INTEGER "
        + "INTERSECT INTERVAL INTO IS ITERATE JOIN KEY KEYS KILL LEADING LEAVE LEFT LIKE LIMIT LINEAR LINES LOAD LOCALTIME LOCALTIMESTAMP LOCK LONG LONGBLOB LONGTEXT "
        + "LOOP LOW_PRIORITY MATCH MAXVALUE MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT MINUTE_MICROSECOND MINUTE_SECOND MOD MODIFIES NATURAL NOT NO_WRITE_TO_BINLOG NULL "
        + "NUMERIC ON OPTIMIZE OPTION OPTIONALLY OR ORDER OUT OUTER OUTFILE OVER PARTITION PRECISION PRIMARY PROCEDURE PURGE RANGE READ READS READ_WRITE REAL RECURSIVE "
        + "REFERENCES REGEXP RELEASE RENAME REPEAT REPLACE REQUIRE RESIGNAL RESTRICT RETURN RETURNING REVOKE RIGHT RLIKE ROWS SCHEMA SCHEMAS SECOND_MICROSECOND SELECT "
        + "SENSITIVE SEPARATOR SET SHOW SIGNAL SMALLINT SPATIAL SPECIFIC SQL SQLEXCEPTION SQLSTATE SQLWARNING SQL_BIG_RESULT SQL_CALC_FOUND_ROWS SQL_SMALL_RESULT SSL "
        + "STARTING STRAIGHT_JOIN TABLE TERMINATED THEN TINYBLOB TINYINT TINYTEXT TO TRAILING TRIGGER TRUE UNDO UNION UNIQUE UNLOCK UNSIGNED UPDATE USAGE USE USING "
        + "UTC_DATE UTC_TIME UTC_TIMESTAMP VALUES VARBINARY VARCHAR VARCHARACTER VARYING WHEN WHERE WHILE WINDOW WITH WRITE XOR YEAR_MONTH ZEROFILL").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    // Words that can begin an expression, so that the syntax error is at the next word.
    private static readonly HashSet<string> Opening = new(
        ["CASE", "CHAR", "CURRENT_USER", "DATABASE", "DEFAULT", "IF", "INTERVAL", "LEFT", "MATCH", "MOD", "REPEAT", "REPLACE", "RIGHT", "ALL"], StringComparer.OrdinalIgnoreCase);

    private readonly string text;
    private int at;

    public SqlTokens(string text)
    {
        this.text = ColumnValue.BasicPlane(text);
        SkipBlanks();
    }

    public bool IsAtEnd => at >= text.Length;

    public SqlFault SyntaxError()
    {
        // MariaDB reports the position after a comma.
        var from = IsAt(",") ? at + 1 : at;
        var near = text[from..].Split('\0')[0];
        return new SqlFault("You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near "
            + $"'{(near.Length > 80 ? near[..77] + "..." : near)}' at line {(text.AsSpan(0, from).Count('\n') + 1).ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Takes what can begin an expression that is not supported: a brace or a dot with a name, or the first word of a longer expression.</summary>
    public bool TakeOpening()
    {
        if (Take("@")) return true;
        if (Take("{") || (!IsAt("..") && Take(".")))
        {
            TakeName(isQualified: true);
            return true;
        }
        var match = Name().Match(text, at);
        if (!match.Success || !Opening.Contains(match.Value)) return false;
        Advance(match.Length);
        return true;
    }

    /// <summary>Takes a session or server variable; its value is null.</summary>
    public bool TakeVariable()
    {
        var match = Variable().Match(text, at);
        if (match.Success) Advance(match.Length);
        return match.Success;
    }

    /// <summary>Takes the dot between two names.</summary>
    public bool TakeQualifier() => !(at + 1 < text.Length && text[at] == '.' && text[at + 1] == '.') && Take(".");

    public bool IsAt(string token) => text.AsSpan(at).StartsWith(token, StringComparison.Ordinal);

    /// <summary>Takes a sign or a whole word.</summary>
    public bool Take(string token)
    {
        if (string.Compare(text, at, token, 0, token.Length, StringComparison.OrdinalIgnoreCase) != 0) return false;
        var end = at + token.Length;
        if (char.IsAsciiLetter(token[0]) && end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$')) return false;
        at = end;
        SkipBlanks();
        return true;
    }

    public string? TakeAny(ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
            if (Take(token)) return token;
        return null;
    }

    public void Expect(string token)
    {
        if (!Take(token)) throw SyntaxError();
    }

    public double? TakeNumber()
    {
        var match = Number().Match(text, at);
        if (!match.Success) return null;
        var value = match.ValueSpan.StartsWith("0x")
            ? ulong.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value)) throw new SqlFault($"Illegal double '{match.Value}' value found during parsing");
        Advance(match.Length);
        return value;
    }

    public string? TakeText()
    {
        if (IsAtEnd || text[at] is not ('\'' or '"')) return null;
        var quote = text[at];
        var value = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) value.Append(text[++i]);
            else if (text[i] != quote) value.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == quote) value.Append(text[++i]);
            else
            {
                Advance(i + 1 - at);
                return value.ToString();
            }
        }
        throw SyntaxError();
    }

    public string? TakeName(bool isQualified = false)
    {
        var match = Name().Match(text, at);
        if (!match.Success || (Reserved.Contains(match.Value) && !(isQualified && text[at - 1] == '.'))) return null;
        Advance(match.Length);
        return match.Value.Trim('`');
    }

    private void Advance(int length)
    {
        at += length;
        SkipBlanks();
    }

    private void SkipBlanks() => at = AfterBlanks(at);

    private int AfterBlanks(int from) => from + Blanks().Match(text, from).Length;

    [GeneratedRegex(@"\G(?:0x[0-9a-fA-F]{1,16}|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_$\u0080-\uffff])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?:`[^`]*`|[A-Za-z0-9_$\u0080-\uffff]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G@@?[A-Za-z0-9_$.]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\G(?:[ \t\n\v\f\r]+|/\*.*?\*/|#.*$|--(?:\s.*)?$)*", RegexOptions.Singleline)]
    private static partial Regex Blanks();
}
