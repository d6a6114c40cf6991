param(
    [string] $Csv,
    [int] $Times,
    [switch] $Loud,
    [switch] $Quiet,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)

"csv=$Csv times=$Times loud=$Loud quiet=$Quiet rest=$($Rest -join ',')"
