Describe 'Broken' {
    throw 'not to be discovered'
}
