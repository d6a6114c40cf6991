# Dot-sourced by specs: what a cmdlet says to garbage. Every parameter of its own gets it; the others what works.
function Test-Garbage([string] $Command, [hashtable] $Good) {
    $garbage = "'`";<b>%§ä" * 34
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    foreach ($parameter in (Get-Command $Command).Parameters.Values) {
        if ($parameter.Name -in $common -or $parameter.Name -in 'Panel', 'ThrottleLimit' -or $parameter.ParameterType -eq [switch]) { continue }
        $row = $Good.Clone()
        $row[$parameter.Name] = $garbage
        $problems = @()
        try { $null = & $Command @row -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }
        catch { $problems = @($_) }
        # Some columns hold any text; then there is nothing to say. Otherwise there is one thing to say.
        if (@($problems).Count -gt 1) { "$Command -$($parameter.Name): $(@($problems).Count) errors" }
        foreach ($problem in $problems) {
            # PowerShell's own conversions repeat what they were given once or twice.
            if ("$problem".Length -gt 1000) { "$Command -$($parameter.Name): $("$problem".Length) characters" }
            if ("$problem" -match '   at Nodepoint|Exception:|INSERT INTO|UPDATE `|\$6\$|-Pw-|Np-Admin') { "$Command -$($parameter.Name): $problem" }
        }
    }
}
