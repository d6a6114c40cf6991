namespace Nodepoint.Sandbox.Php;

/// <summary>The panel's integer conversion: intval, but taken from the text when intval gives the largest 32-bit integer or makes a positive number negative.</summary>
internal static class PanelInt
{
    public static long Of(object? value)
    {
        var number = Loose.Int(value);
        if (number != int.MaxValue && (number >= 0 || Loose.Compare(value, 0L) <= 0)) return number;
        var digits = PhpRegex.Match("/^([-]?)[0]*([1-9][0-9]*)([^0-9].*)*$/", Loose.Text(value));
        return digits.Success ? Loose.Int(digits.Groups[1].Value + digits.Groups[2].Value) : 0;
    }
}
