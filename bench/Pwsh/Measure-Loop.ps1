<#
.SYNOPSIS
    Adds mailboxes with New-NpMailbox, in a loop of Invoke-RestMethod, and with ForEach-Object -Parallel, in turns. Writes the rows per
    second of each, one line per round, after two warm-up rounds.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [uri] $Panel,
    [Parameter(Mandatory)] [string] $BodyFile,
    [Parameter(Mandatory)] [string] $PasswordHash,
    [Parameter(Mandatory)] [int] $Rows,
    [Parameter(Mandatory)] [int] $ThrottleLimit,
    [Parameter(Mandatory)] [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
$null = Connect-NpPanel $Panel -Credential ([pscredential]::new('bench', (ConvertTo-SecureString bench -AsPlainText -Force)))

# The bodies are prepared, so that creating them is not measured.
$bodies = @([IO.File]::ReadAllLines($BodyFile))
$mailboxes = @(foreach ($number in 0..($Rows - 1)) {
    [pscustomobject]@{ Email = "user$number@bench$($number % 10).test"; PasswordHash = $PasswordHash; Name = 'Somebody'; Quota = '1GB' }
})
$call = @{ Uri = "${Panel}?mail_user_add"; Method = 'Post'; ContentType = 'application/json' }

function Measure-Speed([int] $Count, [scriptblock] $Work) {
    [GC]::Collect()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    . $Work
    ($Count / $clock.Elapsed.TotalSeconds).ToString('f1', [cultureinfo]::InvariantCulture)
}

$warmups = 2
foreach ($round in 1..($warmups + $Rounds)) {
    $speeds = @(
        Measure-Speed $mailboxes.Count { $mailboxes | New-NpMailbox -ThrottleLimit $ThrottleLimit | Out-Null }
        Measure-Speed $bodies.Count { foreach ($body in $bodies) { $null = Invoke-RestMethod @call -Body $body } }
        Measure-Speed $bodies.Count { $bodies | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel { $call = $using:call; $null = Invoke-RestMethod @call -Body $_ } }
    )
    if ($round -gt $warmups) { $speeds -join ' ' }
}
